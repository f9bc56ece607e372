//! What an expression evaluates to, as far as the files tell.
//!
//! Constants of the same file or an imported one, template literals, concatenation, both arms of a conditional, `??`
//! and `||` defaults, members of object literals, class members, small helper functions, and reads of the environment
//! are evaluated. What cannot be evaluated keeps its *origin*: a [`Symbol`] says where it came from and by which
//! members and calls, so that `user.id` is known to be
//! `@supabase/supabase-js` · `createClient().auth.getUser().data.user.id`, and `body.amount` to be parameter 0 of the
//! handler · `.json().amount`. Recognition of libraries and the flow of data both read symbols.

pub(crate) mod env;
mod eval;
#[cfg(test)]
mod tests;
mod text;

pub use self::{
    env::{EnvName, env_read},
    text::Text,
};
use elsa::sync::FrozenMap;

use crate::{
    facts::code::{BindingId, ClassId, Code, ExprId, FnId},
    model::{
        File, Role,
        modules::{Imported, Modules},
    },
    source::span::FileId,
};

/// One possible value of an expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Text, known but for its holes.
    Text(Text),
    /// A number, as written.
    Number(String),
    /// A boolean.
    Bool(bool),
    /// `null` or `undefined`.
    Null,
    /// The environment variable of this name.
    Env(String),
    /// An object literal, where it stands.
    Object(FileId, ExprId),
    /// An array literal, where it stands.
    Array(FileId, ExprId),
    /// A function of the project.
    Function(FileId, FnId),
    /// A class of the project.
    Class(FileId, ClassId),
    /// An instance of a class of the project.
    Instance(FileId, ClassId),
    /// Something known only by where it came from.
    Symbol(Symbol),
    /// Not known at all.
    Unknown,
}

/// Where a value came from: a root, and the members and calls since.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symbol {
    /// Where it begins.
    pub root: Root,
    /// Members as `.name`, computed ones as `[]`, calls and `new` as `()`: `.createClient().auth.getUser()`.
    pub path: String,
    /// The last call or `new` on the path.
    pub made_by: Option<(FileId, ExprId)>,
}

/// Where a symbol begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// A package, by its plain name: `stripe`, also for `npm:stripe@14` and `https://esm.sh/stripe`.
    /// The path begins with the exported name: `.default`, `.createClient`.
    Package(String),
    /// A global: `console`, `fetch`, `Deno`.
    Global(String),
    /// A parameter of a function, by position.
    Param(FileId, FnId, u32),
    /// The result of a function of the project that could not be evaluated further.
    Result(FileId, FnId),
    /// The variable of a loop, an element of something.
    Element,
}

impl Symbol {
    /// The path's last member, without calls: `getUser` of `.createClient().auth.getUser()`.
    #[must_use]
    pub fn last(&self) -> &str {
        let path = self.path.trim_end_matches("()");
        path.rsplit('.').next().unwrap_or(path)
    }

    /// The package it comes from.
    #[must_use]
    pub fn package(&self) -> Option<&str> {
        match &self.root {
            Root::Package(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it is this global, or a member of it, by dotted path: `console.error`.
    #[must_use]
    pub fn is_global(&self, dotted: &str) -> bool {
        match &self.root {
            Root::Global(name) => dotted.strip_prefix(name.as_str()).is_some_and(|rest| rest == self.path),
            _ => false,
        }
    }

    fn member(mut self, name: &str) -> Self {
        self.path.push('.');
        self.path.push_str(name);
        self
    }

    fn element(mut self) -> Self {
        self.path.push_str("[]");
        self
    }

    fn called(mut self, at: (FileId, ExprId)) -> Self {
        self.path.push_str("()");
        self.made_by = Some(at);
        self
    }
}

/// Evaluates expressions over the files of a project.
#[derive(Clone, Copy, Debug)]
pub struct Values<'p> {
    files: &'p [File],
    modules: &'p Modules,
    known: &'p Known,
}

/// What was evaluated already, by file; where nothing is known, the answer is empty. Every part of the model and many rules
/// ask about the same expressions: nine times out of ten the answer is here. An answer depends on nothing but files and
/// imports, so who asks first does not matter.
#[derive(Default)]
pub(crate) struct Known(Box<[FrozenMap<ExprId, Box<[Value]>>]>);

impl Known {
    /// Nothing is known yet of so many files.
    pub(crate) fn nothing(files: usize) -> Self {
        Self((0..files).map(|_| FrozenMap::new()).collect())
    }
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

/// Alternatives kept for one expression; more than this says nothing useful.
const MOST: usize = 8;

impl<'p> Values<'p> {
    /// An evaluator over the given code and import graph.
    pub(crate) fn new(files: &'p [File], modules: &'p Modules, known: &'p Known) -> Self {
        Self { files, modules, known }
    }

    /// What part a file plays.
    pub(crate) fn role(&self, file: FileId) -> Option<Role> {
        self.files.get(file.index()).map(|f| f.role)
    }

    /// The lowered code of a file.
    #[must_use]
    pub fn code(&self, file: FileId) -> Option<&'p Code> {
        self.files.get(file.index())?.code.as_ref()
    }

    /// What an imported binding is.
    #[must_use]
    pub fn imported(&self, file: FileId, binding: BindingId) -> Option<Imported> {
        self.modules.imported(file, binding)
    }

    /// What a module exports under a name.
    #[must_use]
    pub fn export(&self, file: FileId, name: &str) -> Option<Imported> {
        self.modules.export(file, name)
    }

    /// All values that `expr` may have, sorted, without repeats; `[Unknown]` when nothing is known.
    #[must_use]
    pub fn of(&self, file: FileId, expr: ExprId) -> &'p [Value] {
        let Some(known) = self.known.0.get(file.index()) else { return &[Value::Unknown] };
        match known.get(&expr).unwrap_or_else(|| known.insert(expr, self.evaluate(file, expr))) {
            [] => &[Value::Unknown],
            values => values,
        }
    }

    fn evaluate(self, file: FileId, expr: ExprId) -> Box<[Value]> {
        let mut values = eval::evaluate(self, file, expr);
        values.sort();
        values.dedup();
        if values == [Value::Unknown] || values.len() > MOST {
            values.clear();
        }
        values.into_boxed_slice()
    }

    /// The exact texts that `expr` may be; empty unless every alternative is known.
    #[must_use]
    pub fn exact_texts(&self, file: FileId, expr: ExprId) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.of(file, expr) {
            match value {
                Value::Text(text) => match text.as_exact() {
                    Some(exact) => texts.push(exact.to_owned()),
                    None => return Vec::new(),
                },
                Value::Null => {}
                _ => return Vec::new(),
            }
        }
        texts
    }

    /// The texts, numbers and booleans that `expr` may be, as they are written to a database; empty unless every
    /// alternative is known. That it may be `null` does not count.
    #[must_use]
    pub fn constants(&self, file: FileId, expr: ExprId) -> Vec<String> {
        let mut found = Vec::new();
        for value in self.of(file, expr) {
            match value {
                Value::Text(text) => match text.as_exact() {
                    Some(exact) => found.push(exact.to_owned()),
                    None => return Vec::new(),
                },
                Value::Number(number) => match number.replace('_', "").parse::<f64>() {
                    Ok(number) => found.push(number.to_string()),
                    Err(_) => return Vec::new(),
                },
                Value::Bool(value) => found.push(value.to_string()),
                Value::Null => {}
                _ => return Vec::new(),
            }
        }
        found
    }

    /// The one exact text that `expr` is.
    #[must_use]
    pub fn exact_text(&self, file: FileId, expr: ExprId) -> Option<String> {
        let mut texts = self.exact_texts(file, expr);
        if texts.len() == 1 { texts.pop() } else { None }
    }

    /// The text of the one literal that `expr` is: of a text, a number, a boolean, `null`.
    #[must_use]
    pub fn literal(&self, file: FileId, expr: ExprId) -> Option<String> {
        match self.of(file, expr) {
            [Value::Text(t)] => t.as_exact().map(str::to_owned),
            [Value::Number(n)] => Some(n.clone()),
            [Value::Bool(b)] => Some(b.to_string()),
            [Value::Null] => Some("null".to_owned()),
            _ => None,
        }
    }

    /// What the text that `expr` is is known to begin with.
    #[must_use]
    pub fn prefix(&self, file: FileId, expr: ExprId) -> Option<String> {
        match self.of(file, expr) {
            [Value::Text(t)] => Some(t.prefix().to_owned()),
            _ => None,
        }
    }

    /// The environment variables that `expr` may come from.
    #[must_use]
    pub fn env_names(&self, file: FileId, expr: ExprId) -> Vec<String> {
        let names = self.of(file, expr).iter().filter_map(|v| match v {
            Value::Env(name) => Some(name.clone()),
            _ => None,
        });
        names.collect()
    }

    /// The symbols that `expr` may be.
    #[must_use]
    pub fn symbols(&self, file: FileId, expr: ExprId) -> Vec<&'p Symbol> {
        let symbols = self.of(file, expr).iter().filter_map(|v| match v {
            Value::Symbol(symbol) => Some(symbol),
            _ => None,
        });
        symbols.collect()
    }

    /// The functions of the project that a callee may be.
    #[must_use]
    pub fn functions(&self, file: FileId, callee: ExprId) -> Vec<(FileId, FnId)> {
        let functions = self.of(file, callee).iter().filter_map(|v| match v {
            &Value::Function(file, function) => Some((file, function)),
            _ => None,
        });
        functions.collect()
    }
}
