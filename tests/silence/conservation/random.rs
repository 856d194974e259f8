//! The law over random texts that mix every construct. Each word is another one, so nothing can be
//! taken for something else.

use super::conserved;
use proptest::prelude::*;
use std::fmt::Write as _;

/// Pieces of running text, in which `@` stands for a further word.
const INLINES: [&str; 32] = [
    "@",
    "@ @",
    "*@*",
    "**@ @**",
    "_@_",
    "~~@~~",
    "`@ @`",
    "[@](@.md)",
    "[@ *@*](@.md \"@ @\")",
    "![@ @](@.png '@')",
    "<https://@.example.net/@>",
    "<b>@</b>",
    "<span title=\"@\">@ @</span>",
    "<@x>",
    "</@x>",
    "<!-- @ -->",
    "&eacute;@",
    "@&amp;@",
    "\\*@\\*",
    "@[^note]",
    "[@][link]",
    "[link]",
    "@\\\n@",
    "@  \n@",
    "\"@\" -- @...",
    "[![@](@.png)](@.md)",
    "[@][@][link]",
    "[@](@\\(@.md '@ \\'@')",
    "[@\n@]",
    "&frac12; @",
    "**@",
    "[@](",
];

/// Blocks, in which `$` stands for running text.
const BLOCKS: [&str; 36] = [
    "$",
    "$\n$",
    "## $",
    "### $ {#@}",
    "## $ {@}",
    "$\n---",
    "- $\n- $\n  - $",
    "1. $\n2. $\n   1. $\n3. $",
    "1986. $\n1995. $\n2010. $",
    "3. $\n1. $\n4. $",
    "1. $\n1. $",
    "- [ ] $\n- [x] $",
    "> $\n> $",
    "> - $\n>   $",
    "> [!NOTE]\n> $",
    "| @ | @ |\n| - | - |\n| $ | $ |\n| @ | @ | @ | @ |",
    "| @ |\n| - |\n| @ `@|@` @ |",
    "@\n: $\n: @",
    "```\n@ @\n@\n```",
    "```@ @\n@\n```",
    "    @ @",
    "<div>\n\n$\n\n</div>",
    "<table>\n<tr><td>@</td></tr>\n@\n</table>",
    "[^note]: $",
    "[^@]: $",
    "[link]: @.md",
    "[@]: @.md",
    "***",
    "$ {#@ .@}\n===",
    "<div\n> $\n1. @\n1. @",
    "~~~ @ ``` @\n@\n~~~",
    "[^note]: $\n- $\n- $",
    "[^@]:\n> $",
    "[link]:\n  @.md\n  '@\n@'",
    "## $\n[@\n@]: @.md\n$",
    "    @ &eacute;@",
];

/// A text of these blocks, each with the pieces that it asks for.
fn text(blocks: &[(usize, Vec<usize>)]) -> String {
    let mut number = 0;
    let mut text = String::new();
    for (block, inlines) in blocks {
        let mut inlines = inlines.iter().cycle();
        let mut piece = String::new();
        for c in BLOCKS[*block].chars() {
            let next = inlines.next().filter(|_| c == '$');
            match next {
                Some(inline) => piece.push_str(INLINES[*inline]),
                None => piece.push(c),
            }
        }
        for c in piece.chars() {
            if c == '@' {
                number += 1;
                let _ = write!(text, "w{number}w");
            } else {
                text.push(c);
            }
        }
        text.push_str("\n\n");
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_texts_keep_every_word(
        blocks in prop::collection::vec(
            (0..BLOCKS.len(), prop::collection::vec(0..INLINES.len(), 1..6)),
            1..8,
        )
    ) {
        conserved(&text(&blocks));
    }
}
