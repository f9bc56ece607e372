//! From what was found and read to the [`Project`].

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::{
    File, Project, Role,
    access::Access,
    apps,
    builder::MadeBy,
    configs::Configs,
    contract::{behind, spoken::Spoken},
    databases,
    failures::Failures,
    llm,
    modules::Modules,
    ops::Ops,
    passwords, payments, queries, routes,
    routines::Routines,
    schema::Schema,
    sides::Sides,
    unread,
    values::Known,
};
use crate::{
    run::FileFacts,
    source::{
        discover::{Discovery, Found},
        gap::Gap,
        span::FileId,
    },
    vocab::Vocabulary,
};

impl Project {
    /// Joins files and facts, which are in the same order, and derives all that is known of the whole.
    pub(crate) fn build(discovery: Discovery, facts: Vec<FileFacts>, vocab: Vocabulary) -> Self {
        let mut project = Self { root: discovery.root, git_root: discovery.git_root, vocab, ..Self::default() };
        for (id, (found, facts)) in (0u32..).map(FileId).zip(discovery.files.into_iter().zip(facts)) {
            if discovery.restricted_to.contains(&found.path) {
                project.restricted_to.push(id);
            }
            if discovery.dump.as_deref() == Some(found.path.as_str()) {
                project.dump = Some(id);
            }
            project.add(id, found, facts);
        }
        project.derive();
        project
    }

    /// Each part of the model builds on the ones before it.
    fn derive(&mut self) {
        let (configs, gaps) = Configs::build(&self.files);
        self.configs = configs;
        self.gaps.extend(gaps);
        self.modules = Modules::build(&self.files, &self.configs);
        self.known_values = Known::nothing(self.files.len());
        let (databases, as_meant, gaps) = databases::build(self);
        self.databases = databases;
        self.gaps.extend(gaps);
        self.spoken = Spoken::of(self);
        self.gaps.extend(unread::gaps(&self.files));
        self.made_by = MadeBy::find(self);
        self.judge_databases(as_meant);
        self.gaps.extend(self.modules.gaps(&self.files));
        self.sides = Sides::build(&self.files, &self.configs, &self.modules);
        self.apps = apps::collect(self);
        self.ops = Ops::find(self);
        self.queries = queries::collect(self);
        self.asked_tables = self.queries.iter().flat_map(|q| q.tables.iter().cloned()).collect();
        let asked = &self.asked_tables;
        self.databases.iter_mut().for_each(|database| database.is_of_app = database.is_mostly_of(asked));
        self.filled = databases::Filled::find(self);
        self.makes_most_tables = self.find_whether_most_are_made();
        self.refusals = behind::collect(self);
        self.charges = payments::charges::collect(self);
        self.begins = queries::transactions::begins(self);
        self.failures = Failures::find(self);
        self.ties = self.find_ties();
        self.routes = routes::collect(self);
        self.passwords = passwords::collect(self);
        for used in &self.passwords {
            if let Some(file) = self.files.get_mut(used.at.file.index()).filter(|_| used.what.is_shown()) {
                file.passwords.push(used.at.range);
            }
        }
        self.llm_calls = llm::collect(self);
    }

    /// What functions do, and who can reach which rows.
    fn judge_databases(&mut self, as_meant: Vec<Schema>) {
        self.routines =
            self.databases.iter().map(|database| Routines::of(database, &self.vocab.tables.audit)).collect();
        let failing: Vec<_> = (0..self.databases.len()).map(|index| self.failing_functions(index)).collect();
        for (routines, failing) in self.routines.iter_mut().zip(failing) {
            routines.set_failing(failing);
        }
        let project = &*self;
        let judged = project.databases.par_iter().zip(&project.routines);
        let access = || judged.map(|(database, routines)| Access::of(database, routines, &project.vocab)).collect();
        let meant = || as_meant.into_par_iter().map(|schema| databases::AsMeant::of(schema, &project.vocab)).collect();
        (self.access, self.meant) = rayon::join(access, meant);
    }

    fn add(&mut self, id: FileId, found: Found, facts: FileFacts) {
        let gap = |(range, kind, detail): (crate::source::span::Range, _, _)| Gap {
            at: range.in_file(id),
            kind,
            detail,
            may_affect: Vec::new(),
        };
        self.gaps.extend(facts.gaps.into_iter().map(gap));
        self.files.push(File {
            path: found.path,
            kind: found.kind,
            role: if facts.is_minified { Role::Vendored } else { found.role },
            size: found.size,
            ignored: found.ignored,
            lines: facts.lines,
            code: facts.code,
            sql: facts.sql,
            text: facts.text,
            types: facts.types,
            secrets: facts.secrets,
            passwords: Vec::new(),
            people: facts.people,
            locked: facts.locked,
            matches: facts.matches,
        });
    }
}
