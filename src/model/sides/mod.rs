//! Where each file runs: found by following imports from the files that something outside starts.
//!
//! A folder's name proves nothing. What the browser gets is what is reached from a page, less what modules and parts of
//! modules keep on the server.

mod mentions;
mod objects;
mod reach;
#[cfg(test)]
mod tests;
mod uncalled;
mod unreached;
mod unshown;
mod unused;

pub(in crate::model) use self::unused::acts;
use self::{reach::Reach, uncalled::Uncalled, unused::Known};
use super::{
    File,
    configs::Configs,
    modules::{Modules, Target},
};
use crate::{
    facts::code::{Code, ExprId, ImportForm, MODULE, StmtKind},
    frameworks::entries::{self, Boundary, Entry},
    source::span::{FileId, Range, Span},
};

/// Where something outside the code starts a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// In the browser, or on a user's device.
    Client,
    /// On a server.
    Server,
    /// In an isolate a request, without a file system or lasting memory.
    Edge,
    /// By hand or by a pipeline.
    Script,
    /// By a test runner.
    Test,
    /// By a build tool.
    Config,
}

impl Zone {
    /// Whether users meet what runs there.
    fn is_production(self) -> bool {
        matches!(self, Self::Client | Self::Server | Self::Edge)
    }
}

const ZONES: [Zone; 6] = [Zone::Client, Zone::Server, Zone::Edge, Zone::Script, Zone::Test, Zone::Config];

/// Where a file runs, all in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The browser gets it.
    Client,
    /// Only servers have it.
    Server,
    /// The browser gets it, and servers run it too.
    Shared,
    /// Only edge functions have it.
    Edge,
    /// Only scripts use it.
    Script,
    /// Only tests use it.
    Test,
    /// Only build tools use it.
    Config,
    /// Nothing that runs reaches it, and its surroundings do not tell.
    Unknown,
}

impl Side {
    /// As `inspect modules` spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
            Self::Shared => "shared",
            Self::Edge => "edge",
            Self::Script => "script",
            Self::Test => "test",
            Self::Config => "config",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the browser gets it.
    #[must_use]
    pub fn is_client(self) -> bool {
        matches!(self, Self::Client | Self::Shared)
    }

    /// Whether only servers have it, of whatever kind.
    #[must_use]
    pub fn is_server(self) -> bool {
        matches!(self, Self::Server | Self::Edge)
    }
}

/// The sides of all files.
#[derive(Debug, Default)]
pub struct Sides {
    /// Of each file.
    all: Vec<Side>,
    reach: Reach,
    /// For each file, the parts that only the server gets.
    regions: Vec<Vec<Range>>,
    /// For each file, whether it waits for an import that never comes.
    unused: Vec<bool>,
    /// For each file, whether the browser would get it, and no page leads to it.
    unshown: Vec<bool>,
    /// For each file, the statements that are never reached.
    unreached: Vec<Vec<Range>>,
    /// For each file, the functions that nothing names.
    uncalled: Vec<Vec<Range>>,
    /// The same, with the actions of the server that no page names.
    unasked: Vec<Vec<Range>>,
}

impl Sides {
    /// Follows the imports from every entry.
    #[must_use]
    pub fn build(files: &[File], configs: &Configs, modules: &Modules) -> Self {
        let entries = entries::entries(files, configs);
        let regions: Vec<Vec<Range>> = files
            .iter()
            .map(|f| f.code.as_ref().map_or_else(Vec::new, |code| entries::server_regions(f, code)))
            .collect();
        let reach = Reach::build(files, modules, &entries, &regions);
        let homes = homes(files, &entries);
        let sides = (0u32..).map(FileId).zip(files).map(|(id, file)| side(&reach, modules, id, file, &homes));
        let all: Vec<Side> = sides.collect();
        let known = Known { files, configs, modules, entries: &entries, reach: &reach };
        let (unused, unshown) = (known.unused(), known.unshown(&all));
        let Uncalled { by_nothing: uncalled, by_no_page: unasked } = known.uncalled(&unused);
        let unreached = unreached::unreached(files, modules);
        Self { all, reach, regions, unused, unshown, unreached, uncalled, unasked }
    }

    /// Where a file runs.
    #[must_use]
    pub fn of(&self, file: FileId) -> Side {
        self.all.get(file.index()).copied().unwrap_or(Side::Unknown)
    }

    /// Where an expression runs: as its file, but for parts that the browser does not get.
    #[must_use]
    pub fn of_expr(&self, file: FileId, code: &Code, expr: ExprId) -> Side {
        let side = self.of(file);
        let regions = self.regions.get(file.index()).map_or(&[][..], Vec::as_slice);
        let is_kept = side.is_client() || side == Side::Unknown;
        if is_kept && entries::within(regions, code.range(expr)) { Side::Server } else { side }
    }

    /// Whether something may run a file: an entry reaches it, or its place and form do not say that it waits for an import
    /// that never comes.
    #[must_use]
    pub fn may_run(&self, file: FileId) -> bool {
        self.unused.get(file.index()) != Some(&true)
    }

    /// Whether something may run what stands at a place: its file may run, no function around it waits for a call that
    /// never comes, and nothing before it always leaves.
    #[must_use]
    pub fn may_run_at(&self, at: Span) -> bool {
        self.may_run(at.file) && !is_within(&self.uncalled, at) && !is_within(&self.unreached, at)
    }

    /// The statements of a file that are never reached, in source order.
    #[must_use]
    pub fn unreached(&self, file: FileId) -> &[Range] {
        self.unreached.get(file.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether somebody who uses the app may come to what stands at a place. An action of the server that no page names may
    /// still be sent for by a stranger who knows its address; if it fails or takes long, nobody meets that.
    #[must_use]
    pub fn is_met_at(&self, at: Span) -> bool {
        self.may_run(at.file) && !is_within(&self.unasked, at) && !is_within(&self.unreached, at)
    }

    /// Whether a file belongs to pages and none of them leads to it: whoever uses the app does not come there yet.
    #[must_use]
    pub fn is_unshown(&self, file: FileId) -> bool {
        self.unshown.get(file.index()) == Some(&true)
    }

    /// Whether a file is reached from an entry of a zone.
    #[must_use]
    pub fn reaches(&self, zone: Zone, file: FileId) -> bool {
        self.reach.holds(zone, file)
    }

    /// The files from an entry of a zone to a file, both included; empty when it is not reached. The shortest, and of
    /// these the first by path.
    #[must_use]
    pub fn chain(&self, zone: Zone, file: FileId) -> Vec<FileId> {
        self.reach.chain(zone, file)
    }

    /// The file whose import puts a file on its side; `None` for entries and for what nothing reaches.
    #[must_use]
    pub fn reached_from(&self, file: FileId) -> Option<FileId> {
        let zone = ZONES.into_iter().find(|&z| self.reach.holds(z, file))?;
        self.reach.from(zone, file)
    }
}

fn is_within(functions: &[Vec<Range>], at: Span) -> bool {
    functions.get(at.file.index()).is_some_and(|ranges| entries::within(ranges, at.range))
}

fn side(reach: &Reach, modules: &Modules, id: FileId, file: &File, homes: &[Home]) -> Side {
    let Some(code) = &file.code else { return Side::Unknown };
    match entries::boundary(file, code) {
        Boundary::Client => return Side::Client,
        Boundary::Server => return Side::Server,
        Boundary::None => {}
    }
    let holds = |zone| reach.holds(zone, id);
    match (holds(Zone::Client), holds(Zone::Server), holds(Zone::Edge)) {
        (true, true, _) | (true, _, true) => Side::Shared,
        (true, false, false) => Side::Client,
        (false, true, _) => Side::Server,
        (false, false, true) => Side::Edge,
        (false, false, false) => {
            let lesser = [(Zone::Script, Side::Script), (Zone::Test, Side::Test), (Zone::Config, Side::Config)];
            let found = lesser.into_iter().find(|&(zone, _)| holds(zone)).map(|(_, side)| side);
            let by_words = || side_by_words(code).or_else(|| side_of_imports(reach, modules.targets(id), code));
            found.or_else(by_words).unwrap_or_else(|| side_of_home(homes, file))
        }
    }
}

/// The side of a file that nothing reaches, by what it says itself: dead code of a page is code of a page, wherever it lies.
fn side_by_words(code: &Code) -> Option<Side> {
    if entries::speaks_of_browser(code) {
        Some(Side::Client)
    } else if is_run_by_hand(code) {
        Some(Side::Script)
    } else {
        entries::speaks_of_server(code).then_some(Side::Server)
    }
}

/// The side of a file that nothing reaches, by what it imports: modules that only the browser gets, or only servers have.
fn side_of_imports(reach: &Reach, targets: &[Target], code: &Code) -> Option<Side> {
    let side_of = |file: FileId| {
        let is_served = reach.holds(Zone::Server, file) || reach.holds(Zone::Edge, file);
        match (reach.holds(Zone::Client, file), is_served) {
            (true, false) => Some(Side::Client),
            (false, true) => Some(Side::Server),
            _ => None,
        }
    };
    let run = targets.iter().zip(&code.imports).filter(|(_, import)| !import.type_only);
    let mut sides = run.filter_map(|(target, _)| if let Target::File(to) = target { side_of(*to) } else { None });
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}

/// Whether code that nothing imports does something by itself and offers nothing: it can only be run directly.
fn is_run_by_hand(code: &Code) -> bool {
    let passes_on = code.imports.iter().any(|i| i.form == ImportForm::ReExport);
    let acts = |stmt| matches!(code.stmt(stmt).kind, StmtKind::Expr(e) if code.string(e).is_none());
    code.exports.is_empty() && !passes_on && code.block(code.function(MODULE).body).any(acts)
}

/// A folder below which entries stand, and the one zone they have in common.
struct Home {
    folder: String,
    zone: Option<Zone>,
}

/// The folders above production entries.
fn homes(files: &[File], entries: &[Entry]) -> Vec<Home> {
    let mut zones: std::collections::BTreeMap<&str, Option<Zone>> = std::collections::BTreeMap::new();
    for entry in entries.iter().filter(|e| e.zone.is_production()) {
        let mut folder = files.get(entry.file.index()).map_or("", File::folder);
        loop {
            let zone = zones.entry(folder).or_insert(Some(entry.zone));
            if *zone != Some(entry.zone) {
                *zone = None;
            }
            let Some((parent, _)) = folder.rsplit_once('/') else { break };
            folder = parent;
        }
    }
    zones.into_iter().map(|(folder, zone)| Home { folder: folder.to_owned(), zone }).collect()
}

/// The side of a file that nothing reaches: that of all entries below the nearest folder that has any. Dead code of a
/// page is code of a page.
fn side_of_home(homes: &[Home], file: &File) -> Side {
    let mut folder = file.folder();
    loop {
        if let Ok(index) = homes.binary_search_by(|h| h.folder.as_str().cmp(folder)) {
            return match homes.get(index).and_then(|h| h.zone) {
                Some(Zone::Client) => Side::Client,
                Some(Zone::Server) => Side::Server,
                Some(Zone::Edge) => Side::Edge,
                _ => Side::Unknown,
            };
        }
        match folder.rsplit_once('/') {
            Some((parent, _)) => folder = parent,
            None => return Side::Unknown,
        }
    }
}
