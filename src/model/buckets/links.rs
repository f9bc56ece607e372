//! Links to files of private buckets.

use crate::{
    frameworks::supabase::storage::{file_calls, made_public},
    model::{Project, schema::Unsure},
    source::span::Span,
};

/// A link for anybody to a file of a bucket that serves its files to nobody: it answers "not found".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeadLink {
    /// The bucket.
    pub bucket: String,
    /// The call that makes the link: `storage.from("papers").getPublicUrl(path)`.
    pub at: Span,
    /// The statement that made the bucket, or changed it last.
    pub made: Option<Span>,
}

impl Project {
    /// The public links that the app makes to files of private buckets, by bucket and place.
    #[must_use]
    pub fn dead_links(&self) -> Vec<DeadLink> {
        let mut links = Vec::new();
        for (id, _, code) in self.code_files().filter(|(_, file, _)| file.role.is_production()) {
            for (expr, call) in file_calls(code).filter(|(_, call)| call.method == "getPublicUrl") {
                let at = code.range(expr).in_file(id);
                let buckets = self.values().exact_texts(id, call.bucket);
                links.extend(buckets.into_iter().map(|bucket| DeadLink { bucket, at, made: None }));
            }
        }
        links.retain(|link| self.sides.is_met_at(link.at));
        if links.is_empty() {
            return links;
        }
        let values = self.values();
        let public: Vec<_> = self.code_files().flat_map(|(id, _, code)| made_public(id, code, &values)).collect();
        let is_made_public = |name: &str| public.iter().any(|made| made.as_deref().is_none_or(|made| made == name));
        links.retain_mut(|link| {
            link.made = self.private_bucket(&link.bucket);
            link.made.is_some() && !is_made_public(&link.bucket)
        });
        links.sort();
        links
    }

    /// The statement that makes a bucket private, where nothing in the SQL or the configuration says otherwise.
    fn private_bucket(&self, name: &str) -> Option<Span> {
        let databases = self.live_databases();
        let mut known = databases.iter().filter_map(|d| d.buckets.get(name)).peekable();
        let made = known.peek().and_then(|bucket| bucket.at);
        let is_unsure = databases.iter().any(|d| d.unsure.contains(&Unsure::Buckets));
        let is_private = known.all(|bucket| bucket.public == Some(false));
        made.filter(|_| is_private && !is_unsure && !self.is_configured_public(name))
    }

    fn is_configured_public(&self, name: &str) -> bool {
        let trees = self.configs.supabase.iter().filter_map(|(id, _)| self.configs.tree(*id));
        let buckets = trees.filter_map(|tree| tree.at(&["storage", "buckets", name, "public"]));
        buckets.into_iter().any(|public| public.bool() != Some(false))
    }
}
