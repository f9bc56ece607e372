//! What ties an app to the builder it came from: services that it calls while it runs, addresses on the builder's hosts,
//! files that the builder serves.

use std::collections::BTreeMap;

use super::{FileKind, Project, modules::Target, sides::Side};
use crate::{
    source::span::{FileId, Range, Span},
    vocab::{Builder, BuilderService},
};

/// A service of a builder that the app uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The builder's name.
    pub builder: String,
    /// What it is: "its AI gateway".
    pub what: String,
    /// What stops without it.
    pub stops: String,
    /// Whether it is where the app's data lives.
    pub is_backend: bool,
    /// Whether only the name of a variable speaks of it.
    pub is_by_name_only: bool,
    /// Where it is used, by file and place.
    pub places: Vec<Span>,
}

/// An address that stands in the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where.
    pub at: Span,
    /// The address, shortened.
    pub address: String,
    /// The host or path on the builder's list that it lies under.
    pub host: String,
}

impl Project {
    /// The services of builders that production code uses.
    pub(super) fn find_ties(&self) -> Vec<Tie> {
        let literals: Vec<(Span, &str)> = self.literals().filter(|(_, text)| text.contains('.')).collect();
        let all = self.vocab.builders.iter().flat_map(|b| b.services.iter().map(move |s| (b, s)));
        let mut ties: Vec<Tie> = all.filter_map(|(builder, service)| self.tie(builder, service, &literals)).collect();
        // Services of one builder share variables: where one is really used, its variable says nothing of the others.
        let used: Vec<String> = ties.iter().filter(|t| !t.is_by_name_only).map(|t| t.builder.clone()).collect();
        ties.retain(|tie| !tie.is_by_name_only || !used.contains(&tie.builder));
        ties
    }

    fn tie(&self, builder: &Builder, service: &BuilderService, literals: &[(Span, &str)]) -> Option<Tie> {
        let called = literals.iter().filter(|(_, text)| service.hosts.find(text).is_some()).map(|(at, _)| *at);
        let mut places: Vec<Span> =
            called.chain(self.imports_of(service)).chain(self.requirements_of(service)).collect();
        let is_by_name_only = places.is_empty();
        let variables = &self.ops.variables;
        for name in &service.env {
            let read = variables.given.get(name).or_else(|| variables.used.get(name));
            places.extend(read.into_iter().flatten());
        }
        places.sort();
        (!places.is_empty()).then(|| Tie {
            builder: builder.name.clone(),
            what: service.what.clone(),
            stops: service.stops.clone(),
            is_backend: service.backend,
            is_by_name_only,
            places,
        })
    }

    fn imports_of<'p>(&'p self, service: &'p BuilderService) -> impl Iterator<Item = Span> + 'p {
        let code =
            self.code_files().filter(|(id, file, _)| file.role.is_production() && self.sides.of(*id) != Side::Config);
        code.flat_map(move |(id, _, code)| {
            let targets = self.modules.targets(id).iter().zip(&code.imports);
            let fitting = targets.filter(|(target, _)| matches!(target, Target::Package(p) if service.packages.has(p)));
            fitting.map(move |(_, import)| import.range.in_file(id))
        })
    }

    /// Lines of a `requirements.txt`: the server may be written in a language that is not read.
    fn requirements_of<'p>(&'p self, service: &'p BuilderService) -> impl Iterator<Item = Span> + 'p {
        let lists = self.all_files().filter(|(_, f)| f.kind == FileKind::Document && f.name() == "requirements.txt");
        lists.flat_map(move |(id, file)| {
            let mut at = 0;
            let lines = file.text.as_deref().unwrap_or("").split_inclusive('\n');
            lines.filter_map(move |line| {
                let start = at;
                at += line.len();
                let name = line.split(['=', '<', '>', '[', ' ', '@']).next().unwrap_or("").trim();
                let fits = (!name.is_empty() && service.packages.has(name))
                    || line.split('@').skip(1).any(|url| service.hosts.find(url.trim()).is_some());
                fits.then(|| Range::new(start, start + line.trim_end().len()).in_file(id))
            })
        })
    }

    /// Addresses of apps on hosts of builders, by host, file and place.
    #[must_use]
    pub fn builder_hosts(&self) -> Vec<Address> {
        let mut found: BTreeMap<(FileId, Range), Address> = BTreeMap::new();
        for (at, text) in self.literals() {
            let Some((_, rest)) = text.split_once("://") else { continue };
            if self.sides.of(at.file) == Side::Config {
                continue;
            }
            for builder in &self.vocab.builders {
                if let Some(host) = builder.hosts.find(text).filter(|host| is_app_on(rest, host))
                    && !builder.services.iter().any(|s| s.hosts.find(text).is_some())
                {
                    let address = Address { at, address: shortened(text), host: host.to_owned() };
                    found.insert((at.file, at.range), address);
                }
            }
        }
        found.into_values().collect()
    }

    /// Files that the app loads from a builder.
    #[must_use]
    pub fn builder_assets(&self) -> Vec<Address> {
        let mut found = Vec::new();
        for (at, text) in self.literals() {
            let all = self.vocab.builders.iter().flat_map(|b| &b.assets);
            let Some(asset) = all.into_iter().find(|asset| text.contains(asset.as_str())) else { continue };
            if !self.has_public_file(text) {
                found.push(Address { at, address: shortened(text), host: asset.clone() });
            }
        }
        found
    }

    /// Whether a path below the root of the site is a file of the repository.
    fn has_public_file(&self, path: &str) -> bool {
        path.starts_with('/')
            && self.files.iter().any(|f| f.path.strip_suffix(path).is_some_and(|r| r.ends_with("public")))
    }

    /// Whether the tree holds descriptions of the builder's entities.
    #[must_use]
    pub fn has_entity_schema(&self) -> bool {
        self.files.iter().any(|f| {
            f.kind == FileKind::Json && f.folder().split('/').any(|part| part.eq_ignore_ascii_case("entities"))
        })
    }
}

/// Names in front of a builder's host that are no apps.
const NO_APPS: &[&str] = &["", "www", "docs", "api", "app", "cdn", "help", "status", "media", "assets", "images"];

/// `shop.lovable.app`: an app has a name of its own in front of the builder's host; documentation and the builder's own
/// pages are no apps.
fn is_app_on(rest: &str, host: &str) -> bool {
    let authority = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    let name = authority.strip_suffix(host).and_then(|name| name.strip_suffix('.'));
    name.is_some_and(|name| !name.contains('*') && !name.starts_with("your-") && !NO_APPS.contains(&name))
}

/// Enough of an address to find it by.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    let cut: String = text.chars().take(LONGEST).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::is_app_on;

    #[test]
    fn apps_have_a_name_in_front_of_the_host() {
        assert!(is_app_on("shop.lovable.app/x", "lovable.app"));
        assert!(!is_app_on("lovable.dev/projects/1", "lovable.dev"));
        assert!(!is_app_on("docs.lovable.dev", "lovable.dev"));
        assert!(!is_app_on("*.lovable.app", "lovable.app"));
    }
}
