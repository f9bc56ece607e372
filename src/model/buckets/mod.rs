//! File buckets: which ones the code uses, and whether anything in the repository makes them.

mod links;
mod path;
mod policies;
mod refused;

pub use self::{links::DeadLink, refused::FileRefusal};
use super::{
    Project,
    contract::Known,
    schema::{Policy, Unsure},
};
use crate::{
    frameworks::supabase,
    source::span::Span,
    sql::expr::{Expr, ExprKind, Node, parse_expr},
};

/// A place where code names a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketUse {
    /// The call.
    pub at: Span,
    /// The bucket.
    pub name: String,
    /// Whether the call makes the bucket.
    pub creates: bool,
}

impl Project {
    /// Where code names buckets, by file and place.
    #[must_use]
    pub fn bucket_uses(&self) -> Vec<BucketUse> {
        let values = self.values();
        self.code_files().flat_map(|(id, _, code)| supabase::storage::buckets(id, code, &values)).collect()
    }

    /// Whether something in the repository makes a bucket: a migration, the configuration, a call in `uses`.
    #[must_use]
    pub fn knows_bucket(&self, name: &str, uses: &[BucketUse]) -> Known {
        let by_sql = self.databases.iter().any(|d| d.buckets.contains(name));
        let by_call = uses.iter().any(|u| u.creates && u.name == name);
        let configured = self.configs.supabase.iter().filter_map(|(id, _)| self.configs.tree(*id));
        let by_config = configured.filter_map(|tree| tree.at(&["storage", "buckets"])).any(|b| b.get(name).is_some());
        if by_sql || by_call || by_config {
            Known::Yes
        } else if !self.has_sql()
            || self.databases.iter().any(|d| d.unsure.contains(&Unsure::Buckets))
            || self.sql_mentions_bucket(name)
        {
            Known::Unknown
        } else {
            Known::No
        }
    }

    fn has_sql(&self) -> bool {
        self.databases.iter().any(|d| d.statements.total > 0)
    }

    /// Whether some SQL that makes buckets names this one, although it did not apply.
    fn sql_mentions_bucket(&self, name: &str) -> bool {
        let quoted = format!("'{name}'");
        let texts = self.files.iter().filter(|f| f.sql.is_some()).filter_map(|f| f.text.as_deref());
        texts.filter(|t| t.contains("storage.buckets")).any(|t| t.contains(&quoted))
    }
}

/// The bucket that a policy is about: `bucket_id = 'avatars'`.
#[must_use]
pub fn bucket_of(policy: &Policy) -> Option<String> {
    let condition = policy.using.as_ref().or(policy.check.as_ref())?;
    let tree = parse_expr(&condition.text).ok()?;
    let mut found = None;
    tree.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Binary(left, op, right), .. }) = node
            && op == "="
        {
            let sides = [(left, right), (right, left)];
            let named = sides.iter().find(|(column, _)| column.as_column() == Some("bucket_id"));
            found = found.take().or_else(|| named.and_then(|(_, value)| value.as_text()).map(str::to_owned));
        }
    });
    found
}
