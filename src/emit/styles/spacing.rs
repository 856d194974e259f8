//! Decides which spaces of a style sheet mean nothing.

use cssparser::Token;

/// Signs between simple selectors; the space beside them means nothing.
const COMBINATORS: &[char] = &['>', '+', '~'];
/// Signs in conditions such as `(width >= 40em)`.
const COMPARISONS: &[char] = &['<', '>', '='];

/// What a run of tokens belongs to, which decides the spaces that it can do without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StylePart {
    Selector,
    /// What stands between the name of an at-rule and its block or semicolon.
    AtRule,
    /// What stands there in `@import`, whose string is an address.
    Import,
    /// What stands there in `@namespace`, whose addresses are names.
    Namespace,
    Value,
    /// A value of, or with, a custom property. Spaces after its commas stay.
    CustomValue,
    /// Between the brackets of a function whose strings are addresses.
    AddressFunction,
}

impl StylePart {
    /// The part that the brackets of `token` hold.
    pub(super) fn within(self, token: &Token) -> Self {
        const ADDRESSES: [&str; 4] = ["url", "src", "image-set", "-webkit-image-set"];
        match token {
            Token::Function(name)
                if self != Self::Namespace
                    && ADDRESSES
                        .iter()
                        .any(|known| name.eq_ignore_ascii_case(known)) =>
            {
                Self::AddressFunction
            }
            _ => match self {
                Self::Import => Self::AtRule,
                Self::AddressFunction => Self::Value,
                part => part,
            },
        }
    }

    /// Whether `before` and `after` may stand side by side where a space was between them.
    /// `within` says what is around them.
    pub(super) fn joins(self, before: TokenMark, after: TokenMark, within: Enclosure) -> bool {
        match (before, after) {
            (TokenMark::Opening, _) | (_, TokenMark::Sign(',' | '!')) => true,
            (TokenMark::Sign(','), _) => self != Self::CustomValue,
            (TokenMark::Sign(':'), _) if self == Self::AtRule => within == Enclosure::Brackets,
            _ => match self {
                Self::Selector => before.is_one_of(COMBINATORS) || after.is_one_of(COMBINATORS),
                Self::AtRule => {
                    within == Enclosure::Brackets
                        && (before.is_one_of(COMPARISONS) || after.is_one_of(COMPARISONS))
                }
                _ => false,
            },
        }
    }
}

/// What is around a run of tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Enclosure {
    /// The run ends at a semicolon or a block.
    Nothing,
    /// Round or square brackets, at whose end the run ends.
    Brackets,
}

/// What matters of a token for the space beside it.
#[derive(Clone, Copy)]
pub(super) enum TokenMark {
    /// The beginning, or an opening bracket.
    Opening,
    Sign(char),
    Other,
}

impl TokenMark {
    pub(super) fn of(token: &Token) -> Self {
        match token {
            Token::Delim(sign) => Self::Sign(*sign),
            Token::Comma => Self::Sign(','),
            Token::Colon => Self::Sign(':'),
            _ => Self::Other,
        }
    }

    fn is_one_of(self, signs: &[char]) -> bool {
        matches!(self, Self::Sign(sign) if signs.contains(&sign))
    }
}

/// What stands between two tokens.
#[derive(Clone, Copy)]
pub(super) enum TokenGap {
    Nothing,
    Comment,
    Space,
}
