//! Going back to a point of the replay, when what follows fails.

use super::Schema;

/// A point of the replay to which a schema can go back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Savepoint {
    maps: [usize; 12],
    dependencies: [usize; 3],
}

impl Schema {
    /// A point to go back to, when what follows fails.
    pub(crate) fn savepoint(&mut self) -> Savepoint {
        Savepoint {
            maps: [
                self.namespaces.mark(),
                self.relations.mark(),
                self.functions.mark(),
                self.types.mark(),
                self.roles.mark(),
                self.default_privileges.mark(),
                self.publications.mark(),
                self.extensions.mark(),
                self.buckets.mark(),
                self.cron_jobs.mark(),
                self.event_triggers.mark(),
                self.constraint_names.mark(),
            ],
            dependencies: self.dependencies.mark(),
        }
    }

    /// Undoes everything since a savepoint. What is unknown stays unknown, failures and gaps stay noted.
    pub(crate) fn rollback(&mut self, to: Savepoint) {
        let [
            namespaces,
            relations,
            functions,
            types,
            roles,
            defaults,
            publications,
            extensions,
            buckets,
            jobs,
            events,
            names,
        ] = to.maps;
        self.namespaces.rollback(namespaces);
        self.relations.rollback(relations);
        self.functions.rollback(functions);
        self.types.rollback(types);
        self.roles.rollback(roles);
        self.default_privileges.rollback(defaults);
        self.publications.rollback(publications);
        self.extensions.rollback(extensions);
        self.buckets.rollback(buckets);
        self.cron_jobs.rollback(jobs);
        self.event_triggers.rollback(events);
        self.constraint_names.rollback(names);
        self.dependencies.rollback(to.dependencies);
    }

    /// Forgets how to go back.
    pub(crate) fn commit(&mut self) {
        self.namespaces.commit();
        self.relations.commit();
        self.functions.commit();
        self.types.commit();
        self.roles.commit();
        self.default_privileges.commit();
        self.publications.commit();
        self.extensions.commit();
        self.buckets.commit();
        self.cron_jobs.commit();
        self.event_triggers.commit();
        self.constraint_names.commit();
        self.dependencies.commit();
    }
}
