//! The meanings of LaTeX commands.
//!
//! Sources: LaTeX's own accents and symbols, textcomp, biblatex's markup commands, and what JabRef,
//! Zotero and Mendeley write.

use crate::bibliography::item::rich::Marks;

/// The meaning of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LatexCommand {
    /// The command stands for letters.
    Letters(&'static str),
    /// The command puts an accent on the next letter.
    Accent(char),
    /// The command gives marks to the next group.
    Mark(Marks),
    /// The command gives marks to everything up to the end of the group around it.
    Switch(Marks),
    /// The next group counts as it is.
    Content,
    /// The next group stands in quotation marks.
    Quote,
    /// The next group is an address rather than LaTeX.
    Verbatim,
    /// The first group is left out, and the second one counts.
    Second,
    /// The next group is left out.
    Drop,
    /// The next group is a formula.
    Math,
    /// The command changes nothing that words can show.
    Nothing,
    /// The command is not known here.
    Unknown,
}

/// Returns the meaning of a command whose name consists of letters.
pub(super) fn named(name: &str) -> LatexCommand {
    match name {
        "u" => LatexCommand::Accent('\u{306}'),
        "v" => LatexCommand::Accent('\u{30c}'),
        "H" => LatexCommand::Accent('\u{30b}'),
        "c" => LatexCommand::Accent('\u{327}'),
        "d" => LatexCommand::Accent('\u{323}'),
        "b" => LatexCommand::Accent('\u{331}'),
        "r" => LatexCommand::Accent('\u{30a}'),
        "k" => LatexCommand::Accent('\u{328}'),
        "t" => LatexCommand::Accent('\u{361}'),
        "emph" | "textit" | "textsl" | "mkbibemph" | "mkbibitalic" | "mathit" => {
            LatexCommand::Mark(Marks::ITALIC)
        }
        "textbf" | "mkbibbold" | "mathbf" => LatexCommand::Mark(Marks::BOLD),
        "textsc" => LatexCommand::Mark(Marks::SMALL_CAPS),
        "textsuperscript" | "mkbibsuperscript" | "sp" => LatexCommand::Mark(Marks::SUP),
        "textsubscript" | "mkbibsubscript" | "sb" => LatexCommand::Mark(Marks::SUB),
        "it" | "itshape" | "em" | "sl" | "slshape" => LatexCommand::Switch(Marks::ITALIC),
        "bf" | "bfseries" => LatexCommand::Switch(Marks::BOLD),
        "sc" | "scshape" => LatexCommand::Switch(Marks::SMALL_CAPS),
        "text" | "textrm" | "textsf" | "texttt" | "textup" | "textmd" | "textnormal" | "mathrm"
        | "mathsf" | "mathtt" | "mathcal" | "mathbb" | "mbox" | "hbox" | "underline"
        | "uppercase" | "lowercase" | "MakeUppercase" | "MakeLowercase" | "NoCaseChange"
        | "foreignlanguage" | "operatorname" | "boldsymbol" | "overline" | "sout" | "uline" => {
            LatexCommand::Content
        }
        "enquote" | "mkbibquote" | "textquote" => LatexCommand::Quote,
        "url" | "nolinkurl" | "path" | "burlalt" | "burl" => LatexCommand::Verbatim,
        "href" | "textcolor" | "colorbox" | "fontsize" | "selectlanguage" => LatexCommand::Second,
        "footnote" | "thanks" | "label" | "cite" | "citep" | "citet" | "ref" | "index"
        | "hspace" | "vspace" | "phantom" | "vphantom" | "color" => LatexCommand::Drop,
        "ensuremath" => LatexCommand::Math,
        "rm" | "rmfamily" | "tt" | "ttfamily" | "sf" | "sffamily" | "upshape" | "mdseries"
        | "normalfont" | "protect" | "relax" | "noopsort" | "left" | "right" | "limits"
        | "nolimits" | "displaystyle" | "textstyle" | "bigl" | "bigr" | "big" | "small"
        | "footnotesize" | "scriptsize" | "tiny" | "large" | "Large" | "break" | "linebreak"
        | "newline" | "noindent" | "par" | "nobreak" | "allowbreak" | "sloppy" | "hskip"
        | "kern" | "unskip" | "ignorespaces" | "xspace" | "cyr" => LatexCommand::Nothing,
        name => letters(name).map_or(LatexCommand::Unknown, LatexCommand::Letters),
    }
}

/// Returns the meaning of a command whose name is one sign.
pub(super) fn sign(sign: char) -> LatexCommand {
    match sign {
        '`' => LatexCommand::Accent('\u{300}'),
        '\'' | '´' => LatexCommand::Accent('\u{301}'),
        '^' => LatexCommand::Accent('\u{302}'),
        '~' => LatexCommand::Accent('\u{303}'),
        '=' => LatexCommand::Accent('\u{304}'),
        '.' => LatexCommand::Accent('\u{307}'),
        '"' => LatexCommand::Accent('\u{308}'),
        '|' => LatexCommand::Accent('\u{30d}'),
        '&' => LatexCommand::Letters("&"),
        '%' => LatexCommand::Letters("%"),
        '$' => LatexCommand::Letters("$"),
        '#' => LatexCommand::Letters("#"),
        '_' => LatexCommand::Letters("_"),
        '{' => LatexCommand::Letters("{"),
        '}' => LatexCommand::Letters("}"),
        '\\' | ' ' | ',' | ';' | ':' | '>' | '\n' | '\t' | '\r' => LatexCommand::Letters(" "),
        '-' | '/' | '!' | '@' | '(' | ')' | '[' | ']' | '*' | '<' | '+' => LatexCommand::Nothing,
        _ => LatexCommand::Unknown,
    }
}

/// Returns the letters that a command stands for, in text or in a formula.
fn letters(name: &str) -> Option<&'static str> {
    SYMBOLS
        .binary_search_by(|(known, _)| (*known).cmp(name))
        .ok()
        .map(|at| SYMBOLS[at].1)
}

/// Commands and the letters that they stand for, in the order of their names, byte by byte.
const SYMBOLS: &[(&str, &str)] = &[
    ("AA", "Å"),
    ("AE", "Æ"),
    ("BibTeX", "BibTeX"),
    ("DH", "Ð"),
    ("DJ", "Đ"),
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("L", "Ł"),
    ("LaTeX", "LaTeX"),
    ("Lambda", "Λ"),
    ("NG", "Ŋ"),
    ("O", "Ø"),
    ("OE", "Œ"),
    ("Omega", "Ω"),
    ("P", "¶"),
    ("Phi", "Φ"),
    ("Pi", "Π"),
    ("Psi", "Ψ"),
    ("S", "§"),
    ("SS", "ẞ"),
    ("Sigma", "Σ"),
    ("TH", "Þ"),
    ("TeX", "TeX"),
    ("Theta", "Θ"),
    ("Upsilon", "Υ"),
    ("Xi", "Ξ"),
    ("aa", "å"),
    ("ae", "æ"),
    ("alpha", "α"),
    ("approx", "≈"),
    ("ast", "*"),
    ("backslash", "\\"),
    ("beta", "β"),
    ("bullet", "•"),
    ("cap", "∩"),
    ("cdot", "·"),
    ("chi", "χ"),
    ("circ", "°"),
    ("colon", ":"),
    ("copyright", "©"),
    ("cup", "∪"),
    ("dag", "†"),
    ("dagger", "†"),
    ("ddag", "‡"),
    ("ddagger", "‡"),
    ("degree", "°"),
    ("delta", "δ"),
    ("dh", "ð"),
    ("div", "÷"),
    ("dj", "đ"),
    ("dots", "…"),
    ("ell", "ℓ"),
    ("emptyset", "∅"),
    ("epsilon", "ε"),
    ("equiv", "≡"),
    ("eta", "η"),
    ("euro", "€"),
    ("exists", "∃"),
    ("forall", "∀"),
    ("gamma", "γ"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("gg", "≫"),
    ("guillemetleft", "«"),
    ("guillemetright", "»"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("i", "ı"),
    ("in", "∈"),
    ("infty", "∞"),
    ("int", "∫"),
    ("iota", "ι"),
    ("j", "ȷ"),
    ("kappa", "κ"),
    ("l", "ł"),
    ("lambda", "λ"),
    ("langle", "⟨"),
    ("lbrace", "{"),
    ("ldots", "…"),
    ("le", "≤"),
    ("leftarrow", "←"),
    ("leq", "≤"),
    ("lim", "lim"),
    ("ll", "≪"),
    ("log", "log"),
    ("mathsection", "§"),
    ("max", "max"),
    ("mid", "|"),
    ("min", "min"),
    ("mp", "∓"),
    ("mu", "μ"),
    ("nabla", "∇"),
    ("ne", "≠"),
    ("neg", "¬"),
    ("neq", "≠"),
    ("ng", "ŋ"),
    ("nu", "ν"),
    ("o", "ø"),
    ("oe", "œ"),
    ("omega", "ω"),
    ("ordfeminine", "ª"),
    ("ordmasculine", "º"),
    ("oslash", "⌀"),
    ("otimes", "⊗"),
    ("partial", "∂"),
    ("phi", "φ"),
    ("pi", "π"),
    ("pm", "±"),
    ("pounds", "£"),
    ("prime", "′"),
    ("prod", "∏"),
    ("propto", "∝"),
    ("psi", "ψ"),
    ("qquad", " "),
    ("quad", " "),
    ("quotedblbase", "„"),
    ("quotesinglbase", "‚"),
    ("rangle", "⟩"),
    ("rbrace", "}"),
    ("rho", "ρ"),
    ("rightarrow", "→"),
    ("setminus", "\\"),
    ("sigma", "σ"),
    ("sim", "~"),
    ("simeq", "≃"),
    ("slash", "/"),
    ("space", " "),
    ("sqrt", "√"),
    ("ss", "ß"),
    ("star", "⋆"),
    ("subset", "⊂"),
    ("subseteq", "⊆"),
    ("sum", "∑"),
    ("tau", "τ"),
    ("textalpha", "α"),
    ("textasciiacute", "´"),
    ("textasciicircum", "^"),
    ("textasciigrave", "`"),
    ("textasciimacron", "¯"),
    ("textasciitilde", "~"),
    ("textasteriskcentered", "*"),
    ("textbackslash", "\\"),
    ("textbar", "|"),
    ("textbeta", "β"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textbullet", "•"),
    ("textcent", "¢"),
    ("textcopyright", "©"),
    ("textdagger", "†"),
    ("textdaggerdbl", "‡"),
    ("textdegree", "°"),
    ("textdollar", "$"),
    ("textellipsis", "…"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("texteuro", "€"),
    ("textexclamdown", "¡"),
    ("textgamma", "γ"),
    ("textgreater", ">"),
    ("textless", "<"),
    ("textmu", "µ"),
    ("textnumero", "№"),
    ("textonehalf", "½"),
    ("textonequarter", "¼"),
    ("textordfeminine", "ª"),
    ("textordmasculine", "º"),
    ("textparagraph", "¶"),
    ("textperiodcentered", "·"),
    ("textquestiondown", "¿"),
    ("textquotedbl", "\""),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotesingle", "'"),
    ("textregistered", "®"),
    ("textsection", "§"),
    ("textsterling", "£"),
    ("textthreequarters", "¾"),
    ("texttimes", "×"),
    ("texttrademark", "™"),
    ("textunderscore", "_"),
    ("textvisiblespace", "␣"),
    ("textyen", "¥"),
    ("th", "þ"),
    ("theta", "θ"),
    ("thinspace", " "),
    ("tilde", "~"),
    ("times", "×"),
    ("to", "→"),
    ("triangle", "△"),
    ("upsilon", "υ"),
    ("varepsilon", "ε"),
    ("varphi", "φ"),
    ("vartheta", "ϑ"),
    ("vee", "∨"),
    ("wedge", "∧"),
    ("xi", "ξ"),
    ("yen", "¥"),
    ("zeta", "ζ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_stand_in_the_order_that_looking_them_up_needs() {
        assert!(SYMBOLS.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
