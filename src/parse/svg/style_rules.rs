//! Whether the rules of a style fetch anything. Takes CSS; gives yes or no.

use cssparser::{ParseError, Parser, Token};

/// The deepest nesting of brackets and braces that is read.
const DEEPEST: usize = 24;

/// Reports whether a style sheet, the declarations of an element or a single value use nothing but
/// the drawing itself and what is written out in it. One that cannot be read counts as one that
/// does not.
pub(super) fn fetch_nothing(css: &str) -> bool {
    is_harmless(&mut Parser::new(css), Address::None, DEEPEST)
}

/// Whether quoted words at some place of a style are an address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Address {
    None,
    Quoted,
}

fn is_harmless(parser: &mut Parser<'_>, quoted: Address, deepest: usize) -> bool {
    while let Ok(token) = parser.next() {
        let inner = match token {
            Token::UnquotedUrl(address) => {
                if !is_own(address) {
                    return false;
                }
                continue;
            }
            Token::QuotedString(words) => {
                if quoted == Address::Quoted && !is_own(words) {
                    return false;
                }
                continue;
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => return false,
            Token::BadUrl(_) => return false,
            Token::Function(name) if takes_address(name) => Address::Quoted,
            Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock => quoted,
            _ => continue,
        };
        if deepest == 0 {
            return false;
        }
        let nested = parser.parse_nested_block(|parser| {
            let harmless = is_harmless(parser, inner, deepest - 1);
            Ok::<bool, ParseError<()>>(harmless)
        });
        if !nested.unwrap_or(false) {
            return false;
        }
    }
    true
}

/// Reports whether quoted words in the brackets of a function are an address.
fn takes_address(function: &str) -> bool {
    [
        "url",
        "src",
        "image",
        "image-set",
        "-webkit-image-set",
        "cross-fade",
        "-webkit-cross-fade",
    ]
    .iter()
    .any(|name| function.eq_ignore_ascii_case(name))
}

/// Reports whether an address leads to a place in the drawing, or holds a picture or a font itself.
pub(super) fn is_own(address: &str) -> bool {
    let address = address.trim();
    if address.is_empty() || address.starts_with('#') {
        return true;
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        return false;
    };
    let kind = rest.split([';', ',']).next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    scheme.eq_ignore_ascii_case("data")
        && (kind.starts_with("font/")
            || kind.starts_with("application/font")
            || kind.starts_with("application/x-font")
            || matches!(
                kind.as_str(),
                "application/vnd.ms-fontobject"
                    | "image/png"
                    | "image/jpeg"
                    | "image/jpg"
                    | "image/gif"
                    | "image/webp"
                    | "image/avif"
                    | "image/bmp"
                    // Shown as a picture, in which nothing runs.
                    | "image/svg+xml"
            ))
}
