//! Which table of Drizzle an expression stands for: told by the call of `pgTable` that it evaluates to.

use std::collections::BTreeMap;

use crate::{
    facts::code::{Code, ExprId, ExprKind, PatKind, StmtKind},
    frameworks::objects::{Entries, entries},
    model::{
        File, Project,
        values::{Symbol, Value, Values},
    },
    source::span::FileId,
};

/// A table, where it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// The file of the call.
    pub(crate) file: FileId,
    /// `pgTable("users", { … })`.
    pub(crate) call: ExprId,
    /// Its name in the database.
    pub(crate) name: String,
    /// Of `pgSchema("billing").table(…)`.
    pub(crate) schema: Option<String>,
}

/// The tables of a project by the names of their variables: `db.query.users` names one so.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    by_variable: BTreeMap<String, Table>,
}

/// How the path of a symbol begins that is a table, or a column of one.
const MAKERS: [&str; 6] = [
    ".pgTable()",
    ".mysqlTable()",
    ".sqliteTable()",
    ".pgTableCreator()()",
    ".pgSchema().table()",
    ".sqliteTableCreator()()",
];

impl Tables {
    /// The tables that the files make.
    pub(crate) fn new(project: &Project) -> Self {
        let values = project.values();
        let mut by_variable = BTreeMap::new();
        for (id, code, call, variable) in calls(&project.files) {
            if let Some(table) = made_by(&values, id, call) {
                by_variable.entry(code.str(variable).to_owned()).or_insert(table);
            }
        }
        Self { by_variable }
    }

    /// Whether the project has none.
    pub(super) fn is_empty(&self) -> bool {
        self.by_variable.is_empty()
    }

    /// The table of this variable.
    pub(super) fn of_variable(&self, name: &str) -> Option<&Table> {
        self.by_variable.get(name)
    }

    /// All, by the names of their variables.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Table> {
        self.by_variable.values()
    }
}

/// Variables of files that import Drizzle whose value is a call.
fn calls(files: &[File]) -> impl Iterator<Item = (FileId, &Code, ExprId, crate::facts::code::Sym)> {
    let with_code = (0u32..).map(FileId).zip(files).filter_map(|(id, f)| f.code.as_ref().map(|c| (id, c)));
    let of_drizzle = with_code.filter(|(_, code)| {
        code.imports.iter().any(|i| i.source.is_some_and(|s| code.str(s).starts_with("drizzle-orm")) && !i.type_only)
    });
    of_drizzle.flat_map(|(id, code)| {
        code.stmts.iter().filter_map(move |stmt| {
            let StmtKind::Var { pattern, init: Some(init), .. } = stmt.kind else { return None };
            let PatKind::Name(binding) = code.pattern(pattern).kind else { return None };
            let ExprKind::Call { .. } = code.expr(init) else { return None };
            // `pgTable(…).enableRLS()`.
            let call = code.chain(init).links.iter().find(|l| l.args.is_some_and(|a| a.len() > 1)).map(|l| l.expr)?;
            Some((id, code, call, code.binding(binding).name))
        })
    })
}

/// The table that a call makes.
fn made_by(values: &Values<'_>, file: FileId, call: ExprId) -> Option<Table> {
    values
        .symbols(file, call)
        .iter()
        .find_map(|symbol| of_symbol(values, symbol))
        .filter(|(_, rest)| rest.is_empty())
        .map(|(t, _)| t)
}

/// The table that an expression stands for.
pub(super) fn table(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<Table> {
    made_by(values, file, expr)
}

/// The table and the key of the column that an expression stands for: `users.email`.
pub(super) fn column(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<(Table, String)> {
    let symbols = values.symbols(file, expr);
    let (table, rest) = symbols.iter().find_map(|symbol| of_symbol(values, symbol))?;
    let key = rest.strip_prefix('.')?;
    (!key.is_empty() && !key.contains(['.', '(', '['])).then(|| (table, key.to_owned()))
}

/// The table that a symbol begins with, and what is behind it.
fn of_symbol(values: &Values<'_>, symbol: &Symbol) -> Option<(Table, String)> {
    if symbol.package()? != "drizzle-orm" {
        return None;
    }
    let rest = MAKERS.iter().find_map(|maker| symbol.path.strip_prefix(maker))?;
    if rest.contains('(') {
        return None;
    }
    let (file, call) = symbol.made_by?;
    let code = values.code(file)?;
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let written = values.exact_text(file, code.arg(args, 0)?)?;
    let name =
        creator(values, file, callee).map_or_else(|| written.clone(), |(around, _)| around.replace('\u{1}', &written));
    let schema = schema_of(values, code, file, callee);
    Some((Table { file, call, name, schema }, rest.to_owned()))
}

/// `pgTableCreator((name) => `app_${name}`)`: the name with a mark where the table's own goes.
fn creator(values: &Values<'_>, file: FileId, callee: ExprId) -> Option<(String, FileId)> {
    let symbols = values.symbols(file, callee);
    let symbol = symbols.iter().find(|s| s.path.ends_with("TableCreator()"))?;
    let (at, call) = symbol.made_by?;
    let code = values.code(at)?;
    let ExprKind::Call { args, .. } = code.expr(call) else { return None };
    let ExprKind::Function(function) = code.expr(code.arg(args, 0)?) else { return None };
    let last = code.block(code.function(function).body).next_back()?;
    let StmtKind::Return(Some(value)) = code.stmt(last).kind else { return None };
    values.of(at, value).iter().find_map(|v| match v {
        Value::Text(text) => Some((text.with_holes("\u{1}"), at)),
        _ => None,
    })
}

/// `billing` of `pgSchema("billing").table(…)`.
fn schema_of(values: &Values<'_>, code: &Code, file: FileId, callee: ExprId) -> Option<String> {
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    if code.str(property) != "table" {
        return None;
    }
    let symbols = values.symbols(file, object);
    let (at, made) = symbols.iter().find(|s| s.last() == "pgSchema")?.made_by?;
    let code = values.code(at)?;
    match code.expr(made) {
        ExprKind::Call { args, .. } => values.exact_text(at, code.arg(args, 0)?),
        _ => None,
    }
}

impl Table {
    /// Its columns as they are declared, by the keys that the code uses.
    pub(super) fn declared(&self, values: &Values<'_>) -> Entries {
        let object = values.code(self.file).and_then(|code| match code.expr(self.call) {
            ExprKind::Call { args, .. } => code.arg(args, 1),
            _ => None,
        });
        object.map(|o| entries(values, self.file, o)).unwrap_or_default()
    }

    /// The name in the database of the column that the code calls `key`.
    pub(super) fn column(&self, values: &Values<'_>, key: &str) -> String {
        let declared = self.declared(values).get(key);
        declared.and_then(|(file, builder)| column_name(values, file, builder)).unwrap_or_else(|| key.to_owned())
    }
}

/// `email_address` of `varchar("email_address", …).notNull()`.
pub(super) fn column_name(values: &Values<'_>, file: FileId, builder: ExprId) -> Option<String> {
    let code = values.code(file)?;
    let first = code.chain(builder).links.first().copied()?;
    code.arg(first.args?, 0).and_then(|a| code.string(a)).map(str::to_owned)
}
