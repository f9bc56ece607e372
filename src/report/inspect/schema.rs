//! `inspect schema`: the database as the migrations leave it, in the words of `INTERFACES`.

use serde_json::{Value as Json, json};

use crate::{
    frameworks::supabase::platform::{API_ROLES, SCHEMAS, SERVICE_ROLE},
    model::{
        Project,
        schema::{
            Acl, BodyFault, Column, ColumnSource, ConstraintKind, Function, FunctionKey, Index, Name, Part, Policy,
            Privileges, Schema, Switch, Table, Trigger, TypeKind, View,
        },
    },
    source::{gap::Gap, span::Span},
};

/// The databases: one as an object, several as an array.
#[must_use]
pub fn schemas(project: &Project) -> Json {
    let mut all: Vec<Json> = project.databases.iter().map(|schema| Printer { project, schema }.document()).collect();
    match all.len() {
        0 => Printer { project, schema: &Schema::default() }.document(),
        1 => all.swap_remove(0),
        _ => Json::Array(all),
    }
}

/// One database on its way to JSON.
struct Printer<'p> {
    project: &'p Project,
    schema: &'p Schema,
}

/// Whether objects of a schema are the app's own.
fn is_own(schema: &str) -> bool {
    !SCHEMAS.contains(&schema) && schema != "information_schema" && !schema.starts_with("pg_")
}

impl Printer<'_> {
    fn document(&self) -> Json {
        json!({
            "source": self.schema.source,
            "tables": self.tables(),
            "views": self.views(),
            "functions": self.functions(),
            "triggers": self.triggers(),
            "enums": self.enums(),
            "buckets": self.buckets(),
            "grants": self.grants(),
            "default_privileges": self.default_privileges(),
            "publications": self.publications(),
            "extensions": self.extensions(),
            "cron_jobs": self.cron_jobs(),
            "statements": {
                "total": self.schema.statements.total,
                "applied": self.schema.statements.applied,
                "failed": self.schema.statements.failed,
                "opaque": self.schema.statements.opaque,
            },
            "failures": self.failures(),
            "gaps": self.schema.gaps.iter().map(|gap| self.gap(gap)).collect::<Vec<_>>(),
        })
    }

    fn place(&self, at: Option<Span>) -> Json {
        let Some(at) = at else { return Json::Null };
        let file = self.project.file(at.file);
        json!({ "path": file.path, "line": file.lines.line(at.range.start) })
    }

    fn tables(&self) -> Vec<Json> {
        let shown = |(name, table): &(&Name, &Table)| {
            table.extension.is_none() && (is_own(&name.schema) || table.policies.values().any(|p| p.at.is_some()))
        };
        self.schema.tables().filter(shown).map(|(name, table)| self.table(name, table)).collect()
    }

    fn table(&self, name: &Name, table: &Table) -> Json {
        let foreign_keys = table.foreign_keys().map(|(constraint, key)| {
            json!({
                "name": constraint.name, "columns": constraint.columns, "ref_schema": key.table.schema,
                "ref_table": key.table.name, "ref_columns": key.columns, "on_delete": key.on_delete.as_str(),
            })
        });
        let checks = table.constraints.values().filter_map(|constraint| match &constraint.kind {
            ConstraintKind::Check { allowed, .. } => {
                Some(json!({ "name": constraint.name, "columns": constraint.columns, "allowed": allowed }))
            }
            _ => None,
        });
        let exposed = if table.knows(Part::Grants) {
            json!(self.schema.is_exposed(name, &table.acl, &table.columns, &API_ROLES))
        } else {
            Json::Null
        };
        json!({
            "schema": name.schema,
            "name": name.name,
            "row_security": match table.row_security {
                Switch::On => "on",
                Switch::Off => "off",
                Switch::Unknown => "unknown",
            },
            "forced": table.forced,
            "exposed": exposed,
            "columns": table.columns.iter().map(|c| self.column(c)).collect::<Vec<_>>(),
            "primary_key": table.primary_key(),
            "indexes": table.indexes.values().map(|i| index(i)).collect::<Vec<_>>(),
            "foreign_keys": foreign_keys.collect::<Vec<_>>(),
            "checks": checks.collect::<Vec<_>>(),
            "policies": table.policies.values().map(|p| policy(p)).collect::<Vec<_>>(),
            "unknown": table.unknown.iter().map(|p| format!("{p:?}").to_lowercase()).collect::<Vec<_>>(),
            "defined_at": self.place(table.at),
        })
    }

    fn column(&self, column: &Column) -> Json {
        let domain = self.schema.types.get(&column.ty.name).filter(|_| !column.ty.array);
        let of_domain = match domain.map(|d| &d.kind) {
            Some(TypeKind::Domain { has_default, .. }) => *has_default,
            _ => false,
        };
        json!({
            "name": column.name,
            "type": column.ty.to_string(),
            "nullable": !column.not_null,
            "has_default": column.has_default() || of_domain,
            "generated": column.source == ColumnSource::Generated,
        })
    }

    fn views(&self) -> Vec<Json> {
        let own = |(name, view): &(&Name, &View)| is_own(&name.schema) && view.extension.is_none();
        let views = self.schema.views().filter(own);
        views
            .map(|(name, view)| {
                json!({
                    "schema": name.schema, "name": name.name, "security_invoker": view.security_invoker,
                    "materialized": view.materialized, "columns": view.columns.as_ref().map(|all| all.iter().map(|(n, _)| n).collect::<Vec<_>>()),
                    "indexes": view.indexes.values().map(|i| index(i)).collect::<Vec<_>>(),
                    "defined_at": self.place(view.at),
                })
            })
            .collect()
    }

    fn functions(&self) -> Vec<Json> {
        let own =
            |(key, function): &(&FunctionKey, &Function)| is_own(&key.name.schema) && function.extension.is_none();
        self.schema.functions.iter().filter(own).map(|(key, function)| self.function(key, function)).collect()
    }

    fn function(&self, key: &FunctionKey, function: &Function) -> Json {
        let roles = API_ROLES.iter().chain([&SERVICE_ROLE]);
        let may = |role: &&&str| self.schema.effective(&function.acl, role).has(Privileges::EXECUTE);
        json!({
            "schema": key.name.schema,
            "name": key.name.name,
            "args": key.args.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "security_definer": function.security_definer,
            "search_path_set": function.search_path.is_some(),
            "language": function.language,
            "volatility": function.volatility.as_str(),
            "executable_by": roles.filter(may).collect::<Vec<_>>(),
            "defined_at": self.place(function.at),
            "faults": self.faults(key),
        })
    }

    /// What of a body PostgreSQL refuses when it runs.
    fn faults(&self, key: &FunctionKey) -> Vec<Json> {
        let fault = |fault: &BodyFault| {
            json!({
                "at": self.place(fault.at),
                "on": fault.on.as_ref().map(ToString::to_string),
                "reason": fault.reason,
                "always": fault.always,
                "hidden": fault.hidden,
            })
        };
        self.schema.broken.get(key).into_iter().flatten().map(fault).collect()
    }

    fn triggers(&self) -> Vec<Json> {
        let mut all = Vec::new();
        for (name, table) in self.schema.tables() {
            let is_partition = table.parents.iter().any(|p| self.schema.table(p).is_some());
            let inherited = |t: &Trigger| is_partition && table.parents.iter().any(|p| self.has_trigger(p, &t.name));
            let shown = table.triggers.values().filter(|t| t.at.is_some() && !inherited(t));
            all.extend(shown.map(|t| self.trigger(name, t)));
        }
        for (name, view) in self.schema.views() {
            all.extend(view.triggers.values().filter(|t| t.at.is_some()).map(|t| self.trigger(name, t)));
        }
        all
    }

    fn has_trigger(&self, table: &Name, trigger: &str) -> bool {
        self.schema.table(table).is_some_and(|t| t.triggers.contains_key(trigger))
    }

    fn trigger(&self, table: &Name, trigger: &Trigger) -> Json {
        json!({
            "schema": table.schema, "table": table.name, "name": trigger.name, "function": trigger.function.to_string(),
            "timing": trigger.timing.as_str(), "events": trigger.events.iter().map(|e| e.as_str()).collect::<Vec<_>>(),
            "enabled": trigger.enabled, "defined_at": self.place(trigger.at),
        })
    }

    fn enums(&self) -> Vec<Json> {
        let own = self.schema.types.iter().filter(|(name, _)| is_own(&name.schema));
        own.filter_map(|(name, ty)| match &ty.kind {
            TypeKind::Enum(values) => Some(json!({ "schema": name.schema, "name": name.name, "values": values })),
            _ => None,
        })
        .collect()
    }

    fn buckets(&self) -> Vec<Json> {
        let buckets = self.schema.buckets.iter();
        buckets
            .map(|(id, bucket)| json!({ "id": id, "public": bucket.public, "defined_at": self.place(bucket.at) }))
            .collect()
    }

    /// What the roles of the API may do with tables and views, effectively.
    fn grants(&self) -> Vec<Json> {
        let tables = self.schema.tables().filter(|(_, t)| t.extension.is_none()).map(|(name, t)| (name, &t.acl));
        let views = self.schema.views().filter(|(_, v)| v.extension.is_none()).map(|(name, v)| (name, &v.acl));
        let mut all: Vec<(&Name, &Acl)> = tables.chain(views).filter(|(name, _)| is_own(&name.schema)).collect();
        all.sort_by_key(|(name, _)| *name);
        let of_role = |(name, acl): (&Name, &Acl)| {
            API_ROLES.map(|role| {
                let privileges: Vec<&str> = self.schema.effective(acl, role).names().collect();
                (!privileges.is_empty()).then(
                    || json!({ "schema": name.schema, "name": name.name, "role": role, "privileges": privileges }),
                )
            })
        };
        all.into_iter().flat_map(of_role).flatten().collect()
    }

    fn default_privileges(&self) -> Vec<Json> {
        let mut rows = Vec::new();
        for (key, acl) in self.schema.default_privileges.iter() {
            if key.schema.as_deref().is_some_and(|s| !is_own(s)) {
                continue;
            }
            for (role, privileges) in acl.iter() {
                rows.push(json!({
                    "schema": key.schema, "creator": key.creator, "role": role, "kind": key.kind,
                    "privileges": privileges.names().collect::<Vec<_>>(),
                }));
            }
        }
        rows
    }

    fn publications(&self) -> Vec<Json> {
        let tables = |publication: &crate::model::schema::Publication| -> Vec<String> {
            let names = self.schema.tables().map(|(name, _)| name);
            let held = names.filter(|n| {
                publication.tables.contains_key(*n)
                    || publication.schemas.contains(&n.schema)
                    || (publication.all_tables && is_own(&n.schema))
            });
            held.map(ToString::to_string).collect()
        };
        self.schema.publications.iter().map(|(name, p)| json!({ "name": name, "tables": tables(p) })).collect()
    }

    fn extensions(&self) -> Vec<Json> {
        self.schema.extensions.iter().map(|(name, e)| json!({ "name": name, "schema": e.schema })).collect()
    }

    fn cron_jobs(&self) -> Vec<Json> {
        let jobs = self.schema.cron_jobs.iter();
        jobs.map(|(name, job)| json!({ "name": name, "schedule": job.schedule, "command": job.command, "defined_at": self.place(job.at) })).collect()
    }

    fn failures(&self) -> Vec<Json> {
        let failures = self.schema.failures.iter();
        failures
            .map(|failure| {
                let file = self.project.file(failure.at.file);
                json!({
                    "path": file.path, "line": file.lines.line(failure.at.range.start), "kind": failure.kind,
                    "reason": failure.reason, "root": self.place(failure.root),
                })
            })
            .collect()
    }

    fn gap(&self, gap: &Gap) -> Json {
        let file = self.project.file(gap.at.file);
        json!({
            "path": file.path, "line": file.lines.line(gap.at.range.start), "kind": gap.kind, "detail": gap.detail,
            "may_affect": gap.may_affect,
        })
    }
}

fn index(index: &Index) -> Json {
    json!({
        "name": index.name,
        "columns": index.keys.iter().map(|k| k.column.as_deref()).collect::<Vec<_>>(),
        "unique": index.unique,
        "method": index.method,
        "partial": index.predicate.is_some(),
        "primary": index.primary,
    })
}

fn policy(policy: &Policy) -> Json {
    json!({
        "name": policy.name,
        "command": policy.command.as_str(),
        "permissive": policy.permissive,
        "roles": policy.roles,
        "using": policy.using.as_ref().map(|t| &*t.text),
        "check": policy.check.as_ref().map(|t| &*t.text),
    })
}
