//! Operators, from their tokens.

use crate::{
    facts::code::{BinaryOp, UnaryOp},
    syntax::grammar::Kind,
};

pub(super) fn binary(token: Kind) -> BinaryOp {
    match token {
        Kind::And => BinaryOp::And,
        Kind::Or => BinaryOp::Or,
        Kind::Coalesce => BinaryOp::Coalesce,
        Kind::EqualEqual | Kind::EqualEqualEqual => BinaryOp::Equal,
        Kind::NotEqual | Kind::NotEqualEqual => BinaryOp::NotEqual,
        Kind::Less => BinaryOp::Less,
        Kind::LessEqual => BinaryOp::LessEqual,
        Kind::Greater => BinaryOp::Greater,
        Kind::GreaterEqual => BinaryOp::GreaterEqual,
        Kind::Plus => BinaryOp::Add,
        Kind::Minus => BinaryOp::Subtract,
        Kind::Star => BinaryOp::Multiply,
        Kind::Slash => BinaryOp::Divide,
        Kind::Percent => BinaryOp::Remainder,
        Kind::StarStar => BinaryOp::Power,
        Kind::WordIn => BinaryOp::In,
        Kind::WordInstanceof => BinaryOp::Instanceof,
        _ => BinaryOp::Bitwise,
    }
}

/// The operator in `+=`, `??=` and the like.
pub(super) fn assignment(token: Kind) -> BinaryOp {
    match token {
        Kind::AndAssign => BinaryOp::And,
        Kind::OrAssign => BinaryOp::Or,
        Kind::CoalesceAssign => BinaryOp::Coalesce,
        Kind::PlusAssign => BinaryOp::Add,
        Kind::MinusAssign => BinaryOp::Subtract,
        Kind::StarAssign => BinaryOp::Multiply,
        Kind::SlashAssign => BinaryOp::Divide,
        Kind::PercentAssign => BinaryOp::Remainder,
        Kind::PowerAssign => BinaryOp::Power,
        _ => BinaryOp::Bitwise,
    }
}

pub(super) fn unary(token: Kind) -> Option<UnaryOp> {
    Some(match token {
        Kind::Not => UnaryOp::Not,
        Kind::Minus => UnaryOp::Minus,
        Kind::Plus => UnaryOp::Plus,
        Kind::Tilde => UnaryOp::BitNot,
        Kind::WordTypeof => UnaryOp::Typeof,
        Kind::WordVoid => UnaryOp::Void,
        Kind::WordDelete => UnaryOp::Delete,
        _ => return None,
    })
}
