//! From what was found and read to the [`Project`].

use rayon::{
    iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator},
    join,
};

use super::{
    File, Project, Role,
    access::Access,
    apps,
    builder::MadeBy,
    configs::Configs,
    contract::{behind, spoken::Spoken},
    databases::{self, AsMeant, Built},
    failures::Failures,
    llm,
    modules::Modules,
    ops::Ops,
    passwords, payments, queries,
    routes::{self, Entrances},
    routines::Routines,
    schema::Schema,
    sides::Sides,
    unread,
    values::Known,
    writers::Writers,
};
use crate::{
    frameworks::base44::entities::entities,
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

    /// Each part of the model builds on the ones before it; what builds on the same ones is built side by side.
    fn derive(&mut self) {
        let (configs, gaps) = Configs::build(&self.files);
        self.configs = configs;
        self.gaps.extend(gaps);
        self.entities = entities(self);
        self.modules = Modules::build(&self.files, &self.configs);
        self.known_values = Known::nothing(self.files.len());
        self.sides = Sides::build(&self.files, &self.configs, &self.modules);
        let project = &*self;
        let of_code = || (apps::collect(project), Ops::find(project), Entrances::find(project));
        let (built, (apps, ops, entrances)) = join(|| databases::build(project), of_code);
        let Built { databases, as_meant, declared, gaps } = built;
        self.databases = databases;
        self.declared = declared;
        self.gaps.extend(gaps);
        self.apps = apps;
        self.ops = ops;
        self.gaps.extend(unread::gaps(&self.files));
        self.gaps.extend(self.modules.gaps(&self.files));
        self.gaps.extend(entrances.gaps(self));
        self.made_by = MadeBy::find(self);
        let project = &*self;
        let (spoken, routines) = join(|| Spoken::of(project), || project.read_routines());
        self.spoken = spoken;
        self.routines = routines;
        self.mark_failing_routines();
        let project = &*self;
        let ((access, meant), queries) = join(|| project.judge_databases(as_meant), || queries::collect(project));
        self.access = access;
        self.meant = meant;
        self.left_open = self.find_left_open();
        self.queries = queries;
        self.asked_tables = self.queries.iter().flat_map(|q| q.tables.iter().cloned()).collect();
        let asked = &self.asked_tables;
        self.databases.iter_mut().for_each(|database| database.is_of_app = database.is_mostly_of(asked));
        self.filled = databases::Filled::find(self);
        self.makes_most_tables = self.find_whether_most_are_made();
        let project = &*self;
        let of_queries = || (behind::collect(project), queries::transactions::begins(project));
        let ((refusals, begins), charges) = join(of_queries, || payments::charges::collect(project));
        self.refusals = refusals;
        self.begins = begins;
        self.charges = charges;
        self.failures = Failures::find(self);
        let project = &*self;
        let of_files =
            || (project.find_ties(), passwords::collect(project), llm::collect(project), Writers::find(project));
        let (routes, (ties, passwords, llm_calls, writers)) = join(|| routes::collect(project, &entrances), of_files);
        self.routes = routes;
        self.writers = writers;
        self.ties = ties;
        self.llm_calls = llm_calls;
        for used in passwords.iter().filter(|used| used.what.is_shown()) {
            if let Some(file) = self.files.get_mut(used.at.file.index()) {
                file.passwords.push(used.at.range);
            }
        }
        self.passwords = passwords;
    }

    /// What the functions of each database do.
    fn read_routines(&self) -> Vec<Routines> {
        self.databases.iter().map(|database| Routines::of(database, &self.vocab.tables.audit)).collect()
    }

    fn mark_failing_routines(&mut self) {
        let failing = |index| (self.failing_functions(index), self.fruitless_functions(index));
        let failing: Vec<_> = (0..self.databases.len()).map(failing).collect();
        for (routines, (failing, fruitless)) in self.routines.iter_mut().zip(failing) {
            routines.set_failing(failing, fruitless);
        }
    }

    /// Who can reach which rows, as the databases are and as they are meant.
    fn judge_databases(&self, as_meant: Vec<Schema>) -> (Vec<Access>, Vec<AsMeant>) {
        let judged = self.databases.par_iter().zip(&self.routines);
        let access = || judged.map(|(database, routines)| Access::of(database, routines, &self.vocab)).collect();
        let meant = || as_meant.into_par_iter().map(|schema| AsMeant::of(schema, &self.vocab)).collect();
        join(access, meant)
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
