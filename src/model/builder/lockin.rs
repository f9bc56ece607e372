//! What ties an app to the builder it came from: services that it calls while it runs, addresses on the builder's hosts,
//! files that the builder serves.

use std::collections::BTreeMap;

use crate::{
    facts::code::{BinaryOp, Code, Exported, ExprId, ExprKind, Import, ImportForm, ImportName, Node},
    model::{
        FileKind, Project,
        modules::Target,
        sides::{self, Side},
        values::env_read,
    },
    source::span::{FileId, Range, Span},
    vocab::{Builder, BuilderService, Url},
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
    /// Whether each call of it stands under a question for its key, and its failure goes no further: the app does without.
    pub is_optional: bool,
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
    /// What has to be missing before it is used; `None` where it always is.
    pub stands_in_for: Option<Missing>,
}

/// What an address stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// A variable of the environment: `APP_URL || "https://…"`.
    Variable,
    /// The origin that a request names: `req.headers.get("origin") || "https://…"`.
    Origin,
}

impl Project {
    /// The services of builders that production code uses.
    pub(in crate::model) fn find_ties(&self) -> Vec<Tie> {
        let literals = self.literals().filter(|(_, text)| text.contains('.'));
        let literals: Vec<(Span, Url<'_>)> = literals.map(|(at, text)| (at, Url::of(text))).collect();
        let all = self.vocab.builders.iter().flat_map(|b| b.services.iter().map(move |s| (b, s)));
        let mut ties: Vec<Tie> = all.filter_map(|(builder, service)| self.tie(builder, service, &literals)).collect();
        // Services of one builder share variables: where one is really used, its variable says nothing of the others.
        let used: Vec<String> = ties.iter().filter(|t| !t.is_by_name_only).map(|t| t.builder.clone()).collect();
        ties.retain(|tie| !tie.is_by_name_only || !used.contains(&tie.builder));
        ties
    }

    fn tie(&self, builder: &Builder, service: &BuilderService, literals: &[(Span, Url<'_>)]) -> Option<Tie> {
        let called = literals.iter().filter(|(_, url)| service.hosts.find_at(*url).is_some()).map(|(at, _)| *at);
        let called: Vec<Span> = called.collect();
        let is_optional = !called.is_empty() && called.iter().all(|at| self.does_without(*at, service));
        let mut places: Vec<Span> =
            called.into_iter().chain(self.imports_of(service)).chain(self.requirements_of(service)).collect();
        let variables = &self.ops.variables;
        let read = service.env.iter().filter_map(|name| variables.given.get(name).or_else(|| variables.used.get(name)));
        let read: Vec<Span> = read.flatten().copied().collect();
        let is_by_name_only = places.is_empty() && !read.iter().any(|at| self.is_called_at(*at));
        places.extend(read);
        places.sort();
        (!places.is_empty()).then(|| Tie {
            builder: builder.name.clone(),
            what: service.what.clone(),
            stops: service.stops.clone(),
            is_backend: service.backend,
            is_by_name_only,
            is_optional,
            places,
        })
    }

    fn imports_of<'p>(&'p self, service: &'p BuilderService) -> impl Iterator<Item = Span> + 'p {
        let code =
            self.code_files().filter(|(id, file, _)| file.role.is_production() && self.sides.of(*id) != Side::Config);
        code.flat_map(move |(id, _, code)| {
            let targets = self.modules.targets(id).iter().zip(&code.imports);
            let fitting = targets.filter(|(target, _)| matches!(target, Target::Package(p) if service.packages.has(p)));
            let used = fitting.filter(move |(_, import)| self.is_import_used(id, code, import));
            used.map(move |(_, import)| import.range.in_file(id))
        })
    }

    /// Whether something that may run uses what an import brings in. Where a module only passes it on, somebody has to use
    /// the module: one that is imported for nothing calls nobody.
    fn is_import_used(&self, id: FileId, code: &Code, import: &Import) -> bool {
        if import.type_only || !self.sides.may_run(id) {
            return false;
        }
        let is_read = is_read(code, import);
        is_read && (sides::acts(code) || code.exports.is_empty() || self.is_module_used(id))
    }

    /// Whether one of the files that import a module uses it, or none is known to: then something else starts it.
    fn is_module_used(&self, module: FileId) -> bool {
        let all = self.code_files().filter(|(_, file, _)| file.role.is_production()).flat_map(|(id, _, code)| {
            let imports = self.modules.targets(id).iter().zip(&code.imports);
            let fitting = imports.filter(|(target, import)| **target == Target::File(module) && !import.type_only);
            fitting.map(move |(_, import)| self.sides.may_run(id) && is_read(code, import))
        });
        let mut all = all.peekable();
        all.peek().is_none() || all.any(|is_used| is_used)
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

    /// Whether a request goes to what is read at a place: ``fetch(`https://${process.env.HOST}/token`)``.
    fn is_called_at(&self, at: Span) -> bool {
        let Some(code) = self.file(at.file).code.as_ref() else { return false };
        self.failures.requests.iter().filter(|request| request.at.file == at.file).any(|request| {
            match code.expr(request.expr) {
                ExprKind::Call { args, .. } => {
                    code.arg(args, 0).is_some_and(|address| is_made_of(code, address, at.range, DEPTH))
                }
                _ => false,
            }
        })
    }

    /// Addresses of apps on hosts of builders, by host, file and place.
    #[must_use]
    pub fn builder_hosts(&self) -> Vec<Address> {
        let mut found: BTreeMap<(FileId, Range), Address> = BTreeMap::new();
        for (at, text) in self.literals() {
            let Some((_, rest)) = text.split_once("://") else { continue };
            if self.sides.of(at.file) == Side::Config || !self.sides.may_run_at(at) {
                continue;
            }
            for builder in &self.vocab.builders {
                if let Some(host) = builder.hosts.find(text).filter(|host| is_app_on(rest, host))
                    && !builder.services.iter().any(|s| s.hosts.find(text).is_some())
                {
                    let stands_in_for = self.stands_in_for(at);
                    let address = Address { at, address: shortened(text), host: host.to_owned(), stands_in_for };
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
            let all = self.vocab.builders.iter().flat_map(|b| b.assets.iter().map(move |asset| (b, asset)));
            let Some((builder, asset)) = all.into_iter().find(|(_, asset)| text.contains(asset.as_str())) else {
                continue;
            };
            // A path tells who wrote the file; the host, who serves it.
            let is_elsewhere = asset.starts_with('/') && text.contains("://") && builder.hosts.find(text).is_none();
            if !is_of_own_host(text) && !is_elsewhere && self.sides.may_run_at(at) {
                found.push(Address { at, address: shortened(text), host: asset.clone(), stands_in_for: None });
            }
        }
        found
    }

    /// What the string at a place stands in for.
    fn stands_in_for(&self, at: Span) -> Option<Missing> {
        let code = self.file(at.file).code.as_ref()?;
        let mut here = code.expr_ids().filter(|e| code.range(*e) == at.range && code.string(*e).is_some());
        stands_in(code, here.next()?)
    }

    /// Whether the tree holds descriptions of the builder's entities.
    #[must_use]
    pub fn has_entity_schema(&self) -> bool {
        self.files.iter().any(|f| {
            f.kind == FileKind::Json && f.folder().split('/').any(|part| part.eq_ignore_ascii_case("entities"))
        })
    }
}

/// Variables made of variables are followed so far.
const DEPTH: u32 = 4;

/// Whether a part of an expression stands at one of these places, be it through constants.
fn is_made_of(code: &Code, expr: ExprId, at: Range, depth: u32) -> bool {
    code.within_node(Node::Expr(expr)).any(|node| {
        let Node::Expr(part) = node else { return false };
        let through = || code.initial(part).filter(|_| depth > 0);
        at.contains(code.range(part)) || through().is_some_and(|init| is_made_of(code, init, at, depth - 1))
    })
}

/// Whether what an import brings in is read, run or passed on in its file.
fn is_read(code: &Code, import: &Import) -> bool {
    let is_exported = |binding| code.exports.iter().any(|export| export.value == Exported::Binding(binding));
    let is_used = |name: &ImportName| match name.local {
        Some(binding) => !name.type_only && (!code.references(binding).is_empty() || is_exported(binding)),
        None => true,
    };
    import.form != ImportForm::Static || import.names.is_empty() || import.names.iter().any(is_used)
}

/// What is missing where a literal is what is left of `||` or `??`.
fn stands_in(code: &Code, literal: ExprId) -> Option<Missing> {
    let Node::Expr(parent) = code.parent(literal) else { return None };
    match code.expr(parent) {
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } if right == literal => {
            missing(code, left).or_else(|| missing(code, code.initial(left)?))
        }
        ExprKind::Template { .. } => stands_in(code, parent),
        _ => None,
    }
}

/// What an expression reads that may be missing.
fn missing(code: &Code, value: ExprId) -> Option<Missing> {
    let found = code.within_node(Node::Expr(value)).filter_map(|part| match part {
        Node::Expr(e) if env_read(code, e).is_some() => Some(Missing::Variable),
        Node::Expr(e) if is_origin(code, e) => Some(Missing::Origin),
        _ => None,
    });
    found.min()
}

/// `req.headers.get("origin")`, `headers.referer`, a parameter `origin`: where a browser says that it comes from.
fn is_origin(code: &Code, expr: ExprId) -> bool {
    const HEADERS: [&str; 4] = ["origin", "referer", "host", "x-forwarded-host"];
    let is_header = |name: &str| HEADERS.contains(&name.to_ascii_lowercase().as_str());
    match code.expr(expr) {
        ExprKind::Call { callee, args } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } => {
                matches!(code.str(property), "get" | "header")
                    && matches!(code.last_name(object), Some("headers" | "req" | "request"))
                    && code.arg(args, 0).and_then(|name| code.string(name)).is_some_and(is_header)
            }
            _ => false,
        },
        ExprKind::Member { object, property, .. } => {
            is_header(code.str(property)) && code.last_name(object) == Some("headers")
        }
        ExprKind::Ident { name, .. } => {
            crate::vocab::split(code.str(name)).last().is_some_and(|word| matches!(word.as_str(), "origin" | "referer"))
        }
        _ => false,
    }
}

/// `/uploads/hull.png`: a path on the app's own host, whoever wrote the file that is or is not there.
fn is_of_own_host(address: &str) -> bool {
    let address = address.trim_start_matches('.');
    !address.starts_with("//") && address.starts_with('/') || address.starts_with("public/")
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
    use super::{is_app_on, is_of_own_host};

    #[test]
    fn paths_are_of_the_own_host() {
        assert!(is_of_own_host("/uploads/hull.png?v=2") && is_of_own_host("./uploads/hull.png"));
        assert!(!is_of_own_host("//cdn.example/hull.png") && !is_of_own_host("https://gull.example/uploads/hull.png"));
    }

    #[test]
    fn apps_have_a_name_in_front_of_the_host() {
        assert!(is_app_on("shop.lovable.app/x", "lovable.app"));
        assert!(!is_app_on("lovable.dev/projects/1", "lovable.dev"));
        assert!(!is_app_on("docs.lovable.dev", "lovable.dev"));
        assert!(!is_app_on("*.lovable.app", "lovable.app"));
    }
}
