//! Decides which spaces of a style sheet mean nothing.

use cssparser::Token;

/// The signs between simple selectors, beside which space means nothing.
const COMBINATORS: &[char] = &['>', '+', '~'];
/// The signs of comparison in conditions such as `(width >= 40em)`.
const COMPARISONS: &[char] = &['<', '>', '='];

/// The part of a style sheet that a run of tokens belongs to, which decides the spaces that it can
/// do without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StylePart {
    Selector,
    /// The tokens between the name of an at-rule and its block or semicolon.
    AtRule,
    /// The tokens after the name of `@import`, whose string is an address.
    Import,
    /// The tokens after the name of `@namespace`, whose addresses are names.
    Namespace,
    Value,
    /// A value of, or with, a custom property, in which spaces after commas stay.
    CustomValue,
    /// The arguments of a function whose strings are addresses.
    AddressFunction,
}

impl StylePart {
    /// Returns the part that the brackets of `token` hold.
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

    /// Reports whether `before` and `after` may stand side by side where a space was between them;
    /// `within` is what encloses them.
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

/// The enclosure of a run of tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Enclosure {
    /// The run ends at a semicolon or a block.
    Nothing,
    /// The run stands in round or square brackets, and ends with them.
    Brackets,
}

/// The property of a token that decides the space beside it.
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

/// The gap between two tokens.
#[derive(Clone, Copy)]
pub(super) enum TokenGap {
    Nothing,
    Comment,
    Space,
}
