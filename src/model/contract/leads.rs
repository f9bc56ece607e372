//! Links of an app to pages of its own that are not there: in mails, after signing in, in menus.

use std::collections::BTreeMap;

use super::addresses::{HOLE, may_be, path_of};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind},
    frameworks::{hooks, pages},
    model::Project,
    source::span::{FileId, Span},
};

/// A page that is linked and that the router does not have.
#[derive(Clone, Debug)]
pub struct AbsentPage {
    /// Its path, with `{}` for what is put in at run time.
    pub path: String,
    /// Where it is linked, by place.
    pub links: Vec<Span>,
    /// Whether somebody is sent there from outside, with a mail or by another site: nothing else leads on.
    pub is_landing: bool,
}

struct Link {
    path: String,
    at: Span,
    is_from_outside: bool,
}

impl Project {
    /// The pages that links lead to and that the router does not have; `None` where the pages are not known. Where as many are
    /// missing as are there, other routers answer.
    #[must_use]
    pub fn absent_pages(&self) -> Option<Vec<AbsentPage>> {
        let mut known = pages::pages(self)?;
        known.extend(self.served_addresses());
        let is_there = |path: &str| {
            known
                .iter()
                .any(|page| may_be(page, path) || without_language(page).is_some_and(|page| may_be(&page, path)))
        };
        let (mut there, mut missing): (usize, BTreeMap<String, Vec<Link>>) = (0, BTreeMap::new());
        for link in self.links() {
            if is_there(&link.path) {
                there += 1;
            } else {
                missing.entry(link.path.clone()).or_default().push(link);
            }
        }
        if missing.len() >= there {
            return Some(Vec::new());
        }
        let absent = |(path, mut links): (String, Vec<Link>)| {
            links.sort_by_key(|link| link.at);
            let is_landing = links.iter().any(|link| link.is_from_outside);
            AbsentPage { path, links: links.iter().map(|link| link.at).collect(), is_landing }
        };
        Some(missing.into_iter().map(absent).collect())
    }

    fn links(&self) -> Vec<Link> {
        let mut found = Vec::new();
        for (file, _, code) in self.code_files().filter(|(_, f, _)| f.role.is_production()) {
            for e in code.expr_ids() {
                for (text, is_from_outside) in self.link_at(file, code, e) {
                    let at = code.range(e).in_file(file);
                    let mut add = |text: &str| {
                        found.extend(page_path(text).map(|path| Link { path, at, is_from_outside }));
                    };
                    add(&text);
                    if let Some(next) = next_of(&text) {
                        add(next);
                    }
                }
            }
        }
        found.retain(|link| self.sides.may_run_at(link.at));
        found
    }

    /// The addresses that an expression leads to, and whether people come there from outside.
    fn link_at(&self, file: FileId, code: &Code, e: ExprId) -> Vec<(String, bool)> {
        match code.expr(e) {
            ExprKind::Jsx(jsx) => {
                let name = match code.str(code.jsx_element(jsx).tag) {
                    "a" => "href",
                    "NavLink" | "Navigate" | "Redirect" => "to",
                    "Link" => {
                        if pages::attribute(code, e, "to").is_some() {
                            "to"
                        } else {
                            "href"
                        }
                    }
                    _ => return Vec::new(),
                };
                let target = pages::attribute(code, e, name).filter(|&target| begins_path(code, target));
                target.and_then(|t| self.text_with_holes(file, t)).map(|text| (text, false)).into_iter().collect()
            }
            ExprKind::Call { callee, args } => {
                let Some(target) = code.arg(args, 0).filter(|&target| begins_path(code, target)) else {
                    return Vec::new();
                };
                let names_app = code.last_name(callee).is_some_and(is_apps_address);
                if !names_app && !self.values().symbols(file, callee).iter().any(|symbol| hooks::leads_to_page(symbol))
                {
                    return Vec::new();
                }
                self.text_with_holes(file, target).map(|text| (text, names_app)).into_iter().collect()
            }
            ExprKind::Template { parts, .. } => in_template(code, &code.expr_list(parts).collect::<Vec<_>>()),
            ExprKind::Binary { op: BinaryOp::Add, left, right } => {
                let is_own = code.last_name(left).is_some_and(is_apps_address);
                let text = code.string(right).filter(|text| is_own && text.starts_with('/'));
                text.map(|text| (text.to_owned(), true)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

fn begins_path(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::String(text) => code.str(text).starts_with('/'),
        ExprKind::Template { parts, .. } => {
            code.expr_list(parts).next().and_then(|part| code.string(part)).is_some_and(|text| text.starts_with('/'))
        }
        _ => false,
    }
}

/// `${APP_URL}/accept?token=${token}`, also within the text of a mail.
fn in_template(code: &Code, parts: &[ExprId]) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for (index, &part) in parts.iter().enumerate() {
        let name = match code.expr(part) {
            ExprKind::Call { callee, .. } => code.last_name(callee),
            _ => code.last_name(part),
        };
        let behind = parts.get(index + 1..).unwrap_or_default();
        if !name.is_some_and(is_apps_address)
            || !behind.first().and_then(|&b| code.string(b)).is_some_and(|text| text.starts_with('/'))
        {
            continue;
        }
        let text: String = behind.iter().map(|&part| code.string(part).unwrap_or(HOLE)).collect();
        found.push((text, true));
    }
    found
}

/// Whether a name says that it holds the app's own address: `APP_URL`, `siteUrl`, `window.location.origin`.
fn is_apps_address(name: &str) -> bool {
    let words = crate::vocab::split(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let is_address = has(&["url", "origin", "domain", "host", "uri"]);
    name == "origin"
        || is_address
            && has(&["app", "site", "frontend", "web", "client", "website", "public", "dashboard"])
            && !has(&[
                "api",
                "supabase",
                "functions",
                "storage",
                "cdn",
                "server",
                "backend",
                "webhook",
                "image",
                "file",
                "auth",
                "bucket",
                "socket",
                "ws",
            ])
}

/// The path of a link to a page, where enough of it is known; none for files and what is asked by code.
fn page_path(text: &str) -> Option<String> {
    let path = path_of(text).trim_end_matches(['/', '.', ';']);
    let mut parts = path.strip_prefix('/')?.split('/');
    let first = parts.next().filter(|first| !first.is_empty() && !first.contains(HOLE) && !first.starts_with('.'))?;
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let is_served = matches!(
        first,
        "api" | "functions" | "storage" | "rest" | "auth-callback" | "assets" | "static" | "uploads" | "_next"
    );
    (!is_file && !is_served).then(|| path.to_owned())
}

/// Where a link leads on to: `/auth/callback?next=/account`.
fn next_of(text: &str) -> Option<&str> {
    const NAMES: [&str; 7] =
        ["next=/", "redirect=/", "redirectTo=/", "redirect_to=/", "returnTo=/", "callbackUrl=/", "return_to=/"];
    let query = text.split_once('?')?.1;
    NAMES.iter().find_map(|name| query.find(name).and_then(|at| query.get(at + name.len() - 1..)))
}

/// A page's path without the language that it begins with: `/[locale]/about`.
fn without_language(page: &str) -> Option<String> {
    let (first, rest) = page.trim_start_matches('/').split_once('/').unwrap_or((page.trim_start_matches('/'), ""));
    let name = first.trim_matches(['[', ']', ':', '?']);
    let is_language = matches!(name, "locale" | "lang" | "lng" | "language") && first != name;
    is_language.then(|| format!("/{rest}"))
}
