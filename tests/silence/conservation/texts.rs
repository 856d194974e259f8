//! The law over a collection of texts that hold every construct of the markdown that masthead
//! reads, and the slips that people make in each.

use super::conserved;

#[test]
fn paragraphs_and_marks_keep_their_words() {
    for text in [
        "One *two* **three** ***four*** _five_ __six__ in*side* ~~seven~~ ~eight~\n",
        "snake_case_name and 5*3*2, a_b_ c\\*d\\* \\_e\\_ **never closed, *nor this\n",
        "It's \"quoted\" -- dashed --- and so on... 1990--1995\n",
        "caf&eacute; &copy; 2015 &#65;&#x42; &nbsp; &foo; AT&T &amp; R&D; &lt;b&gt;\n",
        "Line one\\\nline two  \nline three\nline four\n",
        "`code` ``a ` b`` ` open\nand `over\nlines` \\`not` code`\n",
        "<https://example.net/a?b=c> <me@example.net> https://example.net/d www.example.net\n",
        "Some <b>raw</b> <i class=\"x\">HTML</i><br>and 1 < 2 > 0 <3 a<b\n",
        "Before <!-- a note --> after\n\n<!--\nlonger\n\nnote\n-->\n\nEnd\n",
    ] {
        conserved(text);
    }
}

#[test]
fn headings_and_lines_keep_their_words() {
    for text in [
        "# One\n\n## Two ##\n\n### Three {#three}\n\n#### Four {.wide #four}\n",
        "One\n===\n\nTwo\nthree\n---\n\n***\n\n- - -\n\n##NoSpace\n\n## C# and F#\n",
        "## Costs {draft}\n\n## Set {a} and b\n\n## Not \\{this}\n\n## Not {that\\}\n\n\
         ## Costs {#a lang=en}\n",
        "Costs {#a .b}\n===\n\nSet\nof {c}\n---\n\n## Two\nlines {#d}\n",
    ] {
        conserved(text);
    }
}

#[test]
fn lists_keep_their_words_and_numbers() {
    for text in [
        "- a\n- b\n  - c\n\n    d\n* e\n+ f\n\n-g\n",
        "1. a\n2. b\n   1. c\n   2. d\n3. e\n\n7) f\n8) g\n",
        "1986. a\n1995. b\n2010. c\n\nText\n\n3. d\n2. e\n1. f\n",
        "1. a\n1. b\n1. c\n\n0. d\n0. e\n",
        "1. a\n2. b\n2. c\n",
        "2015. a\n2015. b\n2016. c\n\n007. d\n",
        "1. a\n2. b\n\n1. c\n2. d\n",
        "The year\n1986. was fine\n\n- [ ] open\n- [x] done\n1. [X] third\n",
        "Compost\n: What becomes\nof leaves.\n\nMulch\n: Damp\n\n  More\n: Second\n",
        "- a\n\n      code in it\n\n10. b\n    c\n\n> 4. d\n> 9. e\n",
    ] {
        conserved(text);
    }
}

#[test]
fn quotes_and_code_keep_their_words() {
    for text in [
        "> a\n> b\nlazy\n>> c\n\n> [!NOTE]\n> d\n\n> [!HINT]\n> e\n\n> [!NOTE] f\n",
        "    indented <b>code</b>\n\n```\nfenced *code*\n[a]: b\n```\n\n~~~rust\nfn a() {}\n~~~\n",
        "```Some words here\ncode\n```\n\n```js title=\"a b\"\nx\n```\n\n```rust,ignore\ny\n```\n",
        "~~~ text ``` ~~~\nx\n~~~\n\n    caf&eacute; *code*\n\n- a\n\n      b &eacute;\n",
        "> ```\n> quoted code\n> ```\n\n- ```\n  code in a list\n  ```\n\n```\nnever closed\n",
    ] {
        conserved(text);
    }
}

#[test]
fn tables_keep_their_words() {
    for text in [
        "| A | B |\n| - | -: |\n| a | b |\n| c |\n| d | e | f | g |\n| `x|y` |\n\
         | h \\| i | `j\\|k` |\n",
        "A | B\n--|--\na | *b*\nlast line\n\n| A | B |\n| - |\n| a | b |\n",
        "> | A |\n> | - |\n> | a | b |\n\n- | A |\n  | - |\n  | a | b |\n",
        "| A |\n| :-: |\n| [x](y \"z\") ![p](q) |\n| a[^n] | b |\n\n[^n]: Note\n",
    ] {
        conserved(text);
    }
}

#[test]
fn footnotes_keep_their_words() {
    for text in [
        "a[^1] b[^two] c[^1]\n\n[^1]: One.\n[^two]: Two,\n    more\n\n    and more.\n\nEnd\n",
        "a[^1]\n\n[^1]: First.\n\nb[^1]\n\n[^1]: Second.\n",
        "a[^N] b[^none]\n\n[^n]: Note with [^m].\n\n[^m]: Inner\n\n[^x]: Never used\n",
        "> a[^q]\n>\n> [^q]: Quoted\n\n- b[^l]\n\n  [^l]: Listed\n",
        "![picture[^p]](a.png) **b[^p]**\n\n[^p]: Words\n",
        "a[^1] b[^2]\n\n[^1]:\n* c\n* d\n\n[^2]: e\n> f\n\ng\n",
        "a[^1]\n\n[^1]: - b\n  - c\n## d\n\ne\n",
        "- a\n  [^1]: b\n- c[^1]\n\n> d\n> [^2]: e\n> f[^2]\n\n   g | h\n---|---\ni | j\n",
        "a[^1][b] [c][^1] [^] [^1\\\nd]\n\n[^1]: e\n\n[b]: f\n\n[^]: g\n",
    ] {
        conserved(text);
    }
}

#[test]
fn links_and_pictures_keep_their_words() {
    for text in [
        "[a *b*](c.md \"title here\") ![alt *d*](e.png 'other title') [f](<g h> (third))\n",
        "[a][b] [c][] [d] ![e][b]\n\n[b]: x \"t\"\n[c]: y\n[d]:\n  z\n",
        "[a]: x\n[a]: y\n\n[a] and text\n\n[Note]: Saturday\n\n[//]: # (hidden)\n",
        "[a]:\n  <b c>\n  'd\n  e'\n[f\n  g]: h\n\"i\"\n\n[a] [f g]\n\n# [j]\n[j]: k\n> l\n",
        "> [a\n> `b`]: c (d)\n>\n> [a `b`]\n\n[e]: f \"g\" h\n\n[i\\]]: j\n\n[k][i\\]]\n",
        "- [a]: b\n'c'\n[a]\n\n<!-- d -->\n[e]: f\n\n[e]\n\ng\n[h]: i\n",
        "[j\n    - k]: l\n\n[j - k]\n",
        "[![a](b.png)](c) [![d](e.png)][f] [g][h][f] [i](j\\(k\\)) [l](m \"n \\\"o\")\n\n[f]: p\n",
        "[a](b\u{a0}\"c\")\n",
        "[a](b [c](d e) [f] (g.md) (h.md)[i] [j][none] []() ![](k.png)\n",
        "![a [b](c) d](e) ![f ![g](h)](i) [![k](l)](m) [n [o](p) q](r)\n",
        "![two\nlines  \nthree](x) [@key, p. 4] @key [see @a; @b] [words][@key] [x [@key] y](z)\n",
        "<a name=\"x\">named</a> <a href=\"y\" title=\"t\">b</a> <img src=\"z\" alt=\"words\">\n",
    ] {
        conserved(text);
    }
}

#[test]
fn raw_html_keeps_its_words_or_they_are_named() {
    for text in [
        "<div\n>\n\n<div\n> a\n1. b\n1. c\n</div>\n\n1. d\n1. e\n",
        "<div>\n<p>One</p>\n\n*Two*\n\n</div>\n\n<details><summary>Three</summary>\n\
         Four\n</details>\n",
        "<table><tr><td>a</td></tr>\nb\n</table>\n\nc\n",
        "a <name> b </other> c <x-y>d</x-y> <font>e</font>\n",
        "a <?php b ?> c <![CDATA[d]]> e\n\n<?xml f\n?>\n\ng\n",
        "a <script>b</script> c\n\n<style>\nd\n</style>\n\ne\n",
        "a <textarea> b\n\nc **d**\n",
        "a <script> b\n\nc\n",
        "<div class=\"x\n\na\n\nb\n",
        "<!-- never closed\n\na\n",
        "<select><option>a</option></select> <button>b</button> <label>c</label>\n",
        "<ul><li>a<ol start=4><li>b</ol></ul> <dl><dt>c<dd>d</dl> <q>e</q> <ruby>f<rt>g</ruby>\n",
        "<p>a<p>b <b>c<i>d</b>e</i> <a href=x>f<a href=y>g</a>\n",
        "<title>a</title> <svg><text>b</text></svg> <math><mi>c</mi></math> <iframe>d</iframe>\n",
        "<noscript>a</noscript> <template>b</template> <object>c</object> <video>d</video>\n",
    ] {
        conserved(text);
    }
}
