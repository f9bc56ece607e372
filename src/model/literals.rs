//! Texts of the app: string literals of production code, and attributes of its pages.

use std::collections::BTreeMap;

use super::Project;
use crate::{facts::code::ExprKind, source::span::Span};

impl Project {
    /// String literals, parts of templates included, in production code, by file and place. Texts in pages (`src`,
    /// `href`, `content`) follow.
    pub fn literals(&self) -> impl Iterator<Item = (Span, &str)> {
        let code = self.code_files().filter(|(_, file, _)| file.role.is_production()).flat_map(|(id, _, code)| {
            let ids = code.expr_ids();
            ids.filter_map(move |e| match code.expr(e) {
                ExprKind::String(text) => Some((code.range(e).in_file(id), code.str(text))),
                _ => None,
            })
        });
        let pages = self.configs.pages.iter().filter(|(id, _)| self.file(*id).role.is_production());
        let attributes = pages.flat_map(|(id, tags)| {
            tags.iter().flat_map(move |tag| {
                tag.attributes.iter().map(move |(_, value)| (tag.range.in_file(*id), value.as_str()))
            })
        });
        code.chain(attributes)
    }

    /// The names of the tables that the code uses or the migrations create, with a place where there is one.
    #[must_use]
    pub fn table_names(&self) -> BTreeMap<&str, Option<Span>> {
        let mut names: BTreeMap<&str, Option<Span>> = BTreeMap::new();
        for query in &self.queries {
            for table in &query.tables {
                names.entry(table).or_insert(Some(query.at));
            }
        }
        let created = self.own_tables().map(|(_, name, _)| name);
        for name in created {
            names.entry(&name.name).or_insert(None);
        }
        names
    }

    /// Where to show what concerns the project as a whole: the manifest of its first app, else its README, else its first
    /// file.
    #[must_use]
    pub fn anchor(&self) -> Span {
        let manifest = self.apps.iter().find_map(|app| app.manifest);
        let file = manifest.or(self.ops.documents.readme).unwrap_or_default();
        crate::source::span::Range::default().in_file(file)
    }

    /// Whether some of its code runs on a server.
    #[must_use]
    pub fn has_server_code(&self) -> bool {
        self.code_files().any(|(id, file, _)| file.role.is_production() && self.sides.of(id).is_server())
    }

    /// Whether some of its code runs in a browser.
    #[must_use]
    pub fn has_client_code(&self) -> bool {
        self.code_files().any(|(id, file, _)| file.role.is_production() && self.sides.of(id).is_client())
    }
}
