//! Tests of what the minifier leaves out, and of what it must not touch.

use super::minify;
use crate::base::SourcePath;
use crate::source::TextFile;

fn file(css: &str) -> TextFile {
    TextFile::new(SourcePath::new("themes/mine/assets/style.css"), css.into())
}

fn minified(css: &str) -> String {
    let (minified, faults) = minify(&file(css), |_, _| None);
    assert_eq!(faults.len(), 0, "{faults:?}");
    minified.expect("a style sheet")
}

fn refused(css: &str) -> String {
    let (minified, faults) = minify(&file(css), |_, _| None);
    assert_eq!(minified, None);
    format!("{faults:?}")
}

#[test]
fn spaces_comments_and_last_semicolons_go() {
    let css = "/* Ours */\na > b,\nc + d {\n  margin: 0.5em -0.25em !important;\n  /* more */\n}\n";
    assert_eq!(minified(css), "a>b,c+d{margin:.5em -.25em!important}");
    let media = "@media screen and (min-width : 40em) , print { a { b : c; } }";
    assert_eq!(
        minified(media),
        "@media screen and (min-width :40em),print{a{b:c}}"
    );
    assert_eq!(
        minified("@media (width >= 40em) { a {} }"),
        "@media (width>=40em){a{}}"
    );
}

#[test]
fn spaces_that_mean_something_stay() {
    for css in [
        "a :hover,a b,a *{c:d}",
        "a{width:calc(100% - 2*(1px + .5em));font:12px/1.5 serif}",
        "a{--empty:;--list:a, b;c:min(1px, var(--d))}",
        "@supports selector(a :hover) and (not (b:c)){a{b:c}}",
        "@layer one,two;@import \"x.css\" layer(one) print;",
        "a{content:\"  /* not a comment */  \"}",
        "a/**/b{c:d/**/e}",
    ] {
        assert_eq!(minified(css), css);
    }
}

#[test]
fn newer_css_goes_through_as_it_is() {
    for css in [
        "a{color:red;&:hover{color:blue}.b &{c:d}e:f}",
        "a{b:c;@media print{d:e}f:g}",
        "@container card style(--x:1){a{b:if(media(print): c; else: d)}}",
        "a{--json:{\"b\": 1;};c:d}",
        "@page :first{margin:1cm;@top-left{content:\"x\"}}",
        "@font-face{font-family:x;unicode-range:U+0025-00FF,u+4??}",
    ] {
        assert_eq!(minified(css), css);
    }
}

#[test]
fn addresses_are_replaced_wherever_css_has_them() {
    let css = "@import 'a.css' print;@namespace url(n.html);b{c:url(d.png) url( \"e.png\" );\
               f:image-set(\"g.png\" 1x, \"h.png\" type(\"image/png\") 2x);\
               --i:url(j.png);k:url(#l)}";
    let (minified, faults) = minify(&file(css), |reference, _| Some(format!("x/{reference}")));
    assert_eq!(faults.len(), 0, "{faults:?}");
    assert_eq!(
        minified.expect("a style sheet"),
        "@import \"x/a.css\" print;@namespace url(n.html);b{c:url(\"x/d.png\") url(\"x/e.png\");\
         f:image-set(\"x/g.png\" 1x,\"x/h.png\" type(\"image/png\") 2x);\
         --i:url(\"x/j.png\");k:url(#l)}"
    );
}

#[test]
fn a_style_sheet_that_cannot_be_read_is_refused_with_a_reason() {
    assert!(refused("a { b: c; }\n}\n").contains("closes nothing"));
    assert!(refused("a { b c; }").contains("`:` is missing"));
    assert!(refused("a { b: \"c\n; }").contains("quotation mark is missing"));
    assert!(refused("a b c").contains("`{` is missing"));
    assert!(refused("a { + b: c }").contains("neither a rule nor a property"));
}
