//! What names mean while an expression is evaluated.

use std::{collections::BTreeMap, rc::Rc, sync::Arc};

use super::{
    cases::{Cases, Nodes, ROW},
    value::{Atom, Made, Row, Value},
};
use crate::model::schema::{Part, Table};

/// With whose rights tables are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rights {
    /// The caller's: his grants and policies count.
    Caller,
    /// An owner's who passes by row security.
    Owner,
}

/// What names mean at one place: the rows around it, innermost last, then variables.
#[derive(Clone, Debug)]
pub(super) struct Scope<'a> {
    pub frames: Vec<Frame<'a>>,
    /// Parameters and variables of a function; fields of records as `record.field`.
    pub variables: BTreeMap<String, Value>,
    /// `$1`, `$2`, …
    pub parameters: Vec<Value>,
    pub path: Arc<[String]>,
    pub rights: Rights,
    /// The function whose body this is.
    pub function: Option<Rc<str>>,
}

/// The rows of one query.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame<'a> {
    pub sources: Vec<Bound<'a>>,
    pub ctes: Vec<(String, Rc<[Row]>)>,
    /// Of a query that aggregates: all its rows, each as what the names mean in it.
    pub group: Option<Rc<[Leaf<'a>]>>,
}

/// One combination of rows of a query's sources, and when it is there.
pub(super) type Leaf<'a> = (Cases, Vec<Bound<'a>>);

/// A row that a name stands for.
#[derive(Clone, Debug)]
pub(super) struct Bound<'a> {
    pub alias: Rc<str>,
    pub columns: Columns<'a>,
}

/// The columns of a row.
#[derive(Clone, Debug)]
pub(super) enum Columns<'a> {
    /// A row of a table.
    Table(Nodes, &'a Table),
    /// The caller's own row of the table of accounts.
    OwnAccount(super::Caller),
    /// Values by name; the names that an alias gives come first.
    Fixed(Vec<(Rc<str>, Value)>),
    /// Nothing is known of it.
    Unknown,
    /// The missing side of an outer join.
    Missing,
}

/// What a name turned out to mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    Value(Value),
    /// Not a column of this row.
    No,
    /// It may be a column of this row.
    Maybe,
}

impl<'a> Scope<'a> {
    /// The place of a policy of a table.
    pub(super) fn of_policy(alias: &str, table: &'a Table, path: Arc<[String]>) -> Self {
        let row = Bound { alias: alias.into(), columns: Columns::Table(ROW, table) };
        Self {
            frames: vec![Frame { sources: vec![row], ..Frame::default() }],
            variables: BTreeMap::new(),
            parameters: Vec::new(),
            path,
            rights: Rights::Caller,
            function: None,
        }
    }

    /// The value of a column, parameter or variable by its written parts.
    pub(super) fn lookup(&self, parts: &[String]) -> Value {
        let found = match parts {
            [name] => self.unqualified(name),
            [.., qualifier, name] => self.qualified(qualifier, name),
            [] => None,
        };
        found.or_else(|| self.variables.get(&parts.join(".")).cloned()).unwrap_or_else(Value::unknown)
    }

    /// The common table expression of a name.
    pub(super) fn cte(&self, name: &str) -> Option<Rc<[Row]>> {
        let mut ctes = self.frames.iter().rev().flat_map(|frame| frame.ctes.iter().rev());
        ctes.find(|(known, _)| known == name).map(|(_, rows)| Rc::clone(rows))
    }

    fn unqualified(&self, name: &str) -> Option<Value> {
        let mut maybe = false;
        for frame in self.frames.iter().rev() {
            for bound in &frame.sources {
                match bound.column(name) {
                    Found::Value(value) => return Some(value),
                    Found::Maybe => maybe = true,
                    Found::No => {}
                }
            }
            if maybe {
                return Some(Value::unknown());
            }
        }
        if let Some(value) = self.variables.get(name) {
            return Some(value.clone());
        }
        // The name of a row stands for the whole row.
        let mut sources = self.frames.iter().rev().flat_map(|frame| &frame.sources);
        sources.find(|bound| *bound.alias == *name).map(Bound::whole)
    }

    fn qualified(&self, qualifier: &str, name: &str) -> Option<Value> {
        for frame in self.frames.iter().rev() {
            if let Some(bound) = frame.sources.iter().find(|bound| *bound.alias == *qualifier) {
                return match bound.column(name) {
                    Found::Value(value) => Some(value),
                    Found::No | Found::Maybe => None,
                };
            }
        }
        if self.function.as_deref() == Some(qualifier) {
            return self.variables.get(name).cloned();
        }
        None
    }
}

impl Bound<'_> {
    fn column(&self, name: &str) -> Found {
        match &self.columns {
            Columns::Table(node, table) => match table.column(name) {
                Some(column) => {
                    let columns = (*node == ROW).then(|| Rc::from(name)).into_iter().collect();
                    let not_null = column.not_null || table.primary_key().iter().any(|key| key == name);
                    Found::Value(Value::of(Atom::Of(Made { nodes: *node, fresh: false, not_null, columns })))
                }
                None if table.knows(Part::Columns) => Found::No,
                None => Found::Maybe,
            },
            Columns::OwnAccount(caller) => Found::Value(caller.account_column(name)),
            Columns::Fixed(columns) => {
                let found = columns.iter().find(|(known, _)| **known == *name);
                found.map_or(Found::No, |(_, value)| Found::Value(value.clone()))
            }
            Columns::Unknown => Found::Maybe,
            Columns::Missing => Found::Value(Value::null()),
        }
    }

    fn whole(&self) -> Value {
        match &self.columns {
            Columns::Table(node, _) => Value::of(Atom::Of(Made { nodes: *node, not_null: true, ..Made::default() })),
            Columns::OwnAccount(caller) => caller.account_column("id"),
            // A function's result is named by its alias.
            Columns::Fixed(columns) => columns.first().map_or_else(Value::unknown, |(_, value)| value.clone()),
            Columns::Unknown => Value::unknown(),
            Columns::Missing => Value::null(),
        }
    }

    /// All columns, for `*`.
    pub(super) fn all(&self) -> Vec<(Rc<str>, Value)> {
        match &self.columns {
            Columns::Fixed(columns) => columns.clone(),
            Columns::Table(_, table) => {
                let each =
                    table.columns.iter().map(|column| (Rc::from(column.name.as_str()), self.column(&column.name)));
                each.filter_map(|(name, found)| if let Found::Value(v) = found { Some((name, v)) } else { None })
                    .collect()
            }
            Columns::OwnAccount(_) => ["id", "email"].map(|name| (Rc::from(name), self.whole_column(name))).into(),
            Columns::Unknown | Columns::Missing => Vec::new(),
        }
    }

    fn whole_column(&self, name: &str) -> Value {
        match self.column(name) {
            Found::Value(value) => value,
            Found::No | Found::Maybe => Value::unknown(),
        }
    }
}
