//! Prisma: its schema as tables, its client's calls as queries.

mod filter;
pub(crate) mod query;
pub(crate) mod schema;

use std::collections::BTreeMap;

use crate::{formats::prisma, model::configs::Configs};

/// Whether a path begins with the usual name of the client: `prisma.boat.create`.
pub(crate) fn is_on_client(path: &str) -> bool {
    path.starts_with("prisma.")
}

/// The models of all schemas of the project, by the name that the client gives them: `user` for `User`.
#[derive(Debug, Default)]
pub(crate) struct Models<'p> {
    by_accessor: BTreeMap<String, &'p prisma::Model>,
    by_name: BTreeMap<&'p str, &'p prisma::Model>,
}

impl<'p> Models<'p> {
    /// The models of the schemas.
    pub(crate) fn new(configs: &'p Configs) -> Self {
        let mut models = Self::default();
        for model in configs.prisma.iter().flat_map(|(_, schema)| &schema.models) {
            models.by_accessor.entry(accessor(&model.name)).or_insert(model);
            models.by_name.entry(&model.name).or_insert(model);
        }
        models
    }

    /// Whether there is no schema.
    fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The model that `prisma.accessor` is about.
    fn accessed(&self, accessor: &str) -> Option<&'p prisma::Model> {
        self.by_accessor.get(accessor).copied()
    }

    /// The model of this name.
    fn named(&self, name: &str) -> Option<&'p prisma::Model> {
        self.by_name.get(name).copied()
    }
}

/// `UserProfile` is `prisma.userProfile`.
fn accessor(model: &str) -> String {
    let mut letters = model.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
