//! Rows that are written as the caller sends them: with every column, or with all that a schema lets through.

use super::Route;
use crate::{
    facts::code::{ExprId, ExprKind, PropertyKey},
    frameworks::zod::Allowed,
    model::{Project, access::is_asked_price, queries::Query, values::Root},
    source::span::FileId,
};

/// How much of a row the caller decides on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AsSent {
    /// Every column.
    Whole,
    /// These among others, which say what somebody may do, owns or has paid for.
    Rights(Vec<String>),
}

/// How many helpers a row is handed through.
const DEPTH: u32 = 3;

impl Project {
    /// What the caller of an entry point decides on of the row that a call writes; none where each column is the code's
    /// choice, or the schema lets nothing through that he must not set.
    #[must_use]
    pub fn written_as_sent(&self, route: &Route, query: &Query) -> Option<AsSent> {
        match self.sent_as(route, query.at.file, query.payload?, DEPTH)? {
            AsSent::Whole => Some(AsSent::Whole),
            AsSent::Rights(mut columns) => {
                let (tables, privileged) = (&self.vocab.tables, &self.vocab.columns.privileged);
                let is_of_account =
                    |table: &String| tables.profile.has(table) || tables.rights.has(table) || tables.tenant.has(table);
                columns.retain(|column| privileged.has(column) && !is_asked_price(column));
                (query.tables.iter().any(is_of_account) && !columns.is_empty()).then_some(AsSent::Rights(columns))
            }
        }
    }

    /// The body itself, what a schema gave back of it, an object that spreads either, a helper's parameter that is given one.
    fn sent_as(&self, route: &Route, file: FileId, rows: ExprId, depth: u32) -> Option<AsSent> {
        let depth = depth.checked_sub(1)?;
        let code = self.file(file).code.as_ref()?;
        match code.expr(code.initial(rows).unwrap_or(rows)) {
            ExprKind::Object { properties } => {
                let spread = code.property_list(properties).filter(|p| p.key == PropertyKey::Spread);
                let sent = spread.into_iter().find_map(|p| self.sent_as(route, file, p.value, depth))?;
                // What stands beside it is the code's choice, whatever is sent.
                let written: Vec<&str> =
                    code.property_list(properties).filter_map(|p| code.property_name(&p)).collect();
                return Some(match sent {
                    AsSent::Rights(mut columns) => {
                        columns.retain(|column| !written.contains(&column.as_str()));
                        AsSent::Rights(columns)
                    }
                    AsSent::Whole => AsSent::Whole,
                });
            }
            ExprKind::Array { elements } => {
                return code.expr_list(elements).find_map(|e| self.sent_as(route, file, e, depth));
            }
            _ => {}
        }
        if self.is_sent_whole(file, rows) {
            return Some(AsSent::Whole);
        }
        if let Some((shape, "")) = self.let_through(file, rows) {
            let is_free = |allowed: Option<Allowed>| match allowed {
                Some(Allowed::Anything) => true,
                Some(Allowed::OneOf(texts)) => texts.iter().any(|text| self.vocab.words.high_roles.has(text)),
                None => false,
            };
            let values = self.values();
            let free = shape.fields.iter().filter(|field| is_free(crate::frameworks::zod::allowed(&values, field)));
            let names = free.map(|field| field.name.clone()).collect();
            return Some(if shape.is_open { AsSent::Whole } else { AsSent::Rights(names) });
        }
        let helper = self.values().symbols(file, rows).into_iter().find_map(|symbol| match symbol.root {
            Root::Param(at, function, index) if symbol.path.is_empty() => Some(((at, function), index)),
            _ => None,
        });
        let (helper, index) = helper?;
        self.calls_on_way(route, helper).into_iter().find_map(|(at, call)| {
            let code = self.file(at).code.as_ref()?;
            let ExprKind::Call { args, .. } = code.expr(call) else { return None };
            self.sent_as(route, at, code.arg(args, index as usize)?, depth)
        })
    }
}
