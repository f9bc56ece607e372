//! Which files each zone reaches, and by which import.

use std::collections::VecDeque;

use super::{ZONES, Zone};
use crate::{
    facts::code::{Code, Exported, Import, ImportForm},
    frameworks::entries::{Boundary, Entry, boundary, within},
    model::{
        File, FileKind, Language,
        modules::{Modules, Target},
    },
    source::span::{FileId, Range},
};

/// For each zone and file, how it is reached.
#[derive(Debug, Default)]
pub(super) struct Reach {
    zones: Vec<Vec<Step>>,
}

/// How a file is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Not,
    Entry,
    From(FileId),
}

/// An import that runs the other file.
struct Edge {
    to: FileId,
    /// Whether only parts that the browser does not get use it.
    server_only: bool,
}

impl Reach {
    pub(super) fn build(files: &[File], modules: &Modules, entries: &[Entry], regions: &[Vec<Range>]) -> Self {
        let edges: Vec<Vec<Edge>> = (0u32..)
            .map(FileId)
            .zip(files.iter().zip(regions))
            .map(|(id, (file, regions))| edges(file, modules.targets(id), regions))
            .collect();
        let boundaries: Vec<Boundary> =
            files.iter().map(|f| f.code.as_ref().map_or(Boundary::None, |code| boundary(f, code))).collect();
        let mut follow = Follow { edges: &edges, boundaries: &boundaries, entries, regions, client: Vec::new() };
        // The server's part of a page depends on what the browser gets, so the browser comes first.
        let mut zones: Vec<Vec<Step>> = Vec::new();
        for zone in ZONES {
            let steps = follow.zone(zone);
            if zone == Zone::Client {
                follow.client.clone_from(&steps);
            }
            zones.push(steps);
        }
        Self { zones }
    }

    fn step(&self, zone: Zone, file: FileId) -> Step {
        self.zones.get(zone as usize).and_then(|z| z.get(file.index())).copied().unwrap_or(Step::Not)
    }

    pub(super) fn holds(&self, zone: Zone, file: FileId) -> bool {
        self.step(zone, file) != Step::Not
    }

    pub(super) fn from(&self, zone: Zone, file: FileId) -> Option<FileId> {
        match self.step(zone, file) {
            Step::From(from) => Some(from),
            Step::Not | Step::Entry => None,
        }
    }

    pub(super) fn chain(&self, zone: Zone, file: FileId) -> Vec<FileId> {
        if !self.holds(zone, file) {
            return Vec::new();
        }
        let mut chain: Vec<FileId> = std::iter::successors(Some(file), |&f| self.from(zone, f)).collect();
        chain.reverse();
        chain
    }
}

struct Follow<'a> {
    edges: &'a [Vec<Edge>],
    boundaries: &'a [Boundary],
    entries: &'a [Entry],
    regions: &'a [Vec<Range>],
    /// What the browser reaches, once that is known.
    client: Vec<Step>,
}

impl Follow<'_> {
    /// What one zone reaches, nearest first.
    fn zone(&self, zone: Zone) -> Vec<Step> {
        let mut steps = vec![Step::Not; self.edges.len()];
        let mut queue = VecDeque::new();
        for entry in self.entries.iter().filter(|e| e.zone == zone) {
            if let Some(step) = steps.get_mut(entry.file.index())
                && *step == Step::Not
            {
                *step = Step::Entry;
                queue.push_back(entry.file);
            }
        }
        while let Some(file) = queue.pop_front() {
            for edge in self.edges.get(file.index()).into_iter().flatten() {
                if !self.crosses(zone, file, edge) {
                    continue;
                }
                if let Some(step) = steps.get_mut(edge.to.index())
                    && *step == Step::Not
                {
                    *step = Step::From(file);
                    queue.push_back(edge.to);
                }
            }
        }
        steps
    }

    /// Whether a zone follows an import.
    fn crosses(&self, zone: Zone, from: FileId, edge: &Edge) -> bool {
        let boundary = |file: FileId| self.boundaries.get(file.index()).copied().unwrap_or(Boundary::None);
        match zone {
            Zone::Client => !edge.server_only && boundary(edge.to) != Boundary::Server,
            Zone::Server | Zone::Edge => {
                // A page that both sides render is the browser's, but for the parts it does not get.
                let is_page = boundary(from) == Boundary::Client || self.is_client_entry(from) || self.is_split(from);
                boundary(edge.to) != Boundary::Client && (!is_page || edge.server_only)
            }
            Zone::Script | Zone::Test | Zone::Config => true,
        }
    }

    /// Whether the browser gets a file without some parts of it.
    fn is_split(&self, file: FileId) -> bool {
        let is_client = self.client.get(file.index()).is_some_and(|step| *step != Step::Not);
        is_client && self.regions.get(file.index()).is_some_and(|r| !r.is_empty())
    }

    fn is_client_entry(&self, file: FileId) -> bool {
        self.entries.binary_search(&Entry { file, zone: Zone::Client }).is_ok()
    }
}

/// The files of the project that a file's imports run.
fn edges(file: &File, targets: &[Target], regions: &[Range]) -> Vec<Edge> {
    let Some(code) = &file.code else { return Vec::new() };
    let is_typed = matches!(file.kind, FileKind::Code(Language::TypeScript | Language::Tsx));
    let edge = |(import, target): (&Import, &Target)| match target {
        Target::File(to) if runs(code, import, is_typed) => {
            Some(Edge { to: *to, server_only: is_server_only(code, import, regions) })
        }
        _ => None,
    };
    code.imports.iter().zip(targets).filter_map(edge).collect()
}

/// Whether an import is more than types. TypeScript drops one whose names are used nowhere but in types.
fn runs(code: &Code, import: &Import, is_typed: bool) -> bool {
    if import.type_only || (!import.names.is_empty() && import.names.iter().all(|n| n.type_only)) {
        return false;
    }
    if !is_typed || import.form != ImportForm::Static || import.names.is_empty() {
        return true;
    }
    import.names.iter().filter_map(|n| n.local).any(|local| {
        let is_exported = || code.exports.iter().any(|e| e.value == Exported::Binding(local));
        !code.references(local).is_empty() || is_exported()
    })
}

/// Whether all uses of an import are in parts that the browser does not get.
fn is_server_only(code: &Code, import: &Import, regions: &[Range]) -> bool {
    if regions.is_empty() {
        return false;
    }
    if import.form != ImportForm::Static {
        return within(regions, import.range);
    }
    let mut uses = import.names.iter().filter_map(|n| n.local).flat_map(|b| code.references(b)).peekable();
    let is_exported = import
        .names
        .iter()
        .filter_map(|n| n.local)
        .any(|local| code.exports.iter().any(|e| e.value == Exported::Binding(local)));
    uses.peek().is_some() && !is_exported && uses.all(|&e| within(regions, code.range(e)))
}
