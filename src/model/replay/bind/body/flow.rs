//! Which statements of a block run, and whether a call comes to its end.

use super::{Binder, Places, fault, is_of_trigger, no_field, plain, refusal, row_of, shape, words};
use crate::{
    model::{
        replay::refusal::{Condition, Refusal, Run},
        schema::{BodyFault, Function, Missing, Name, SqlType, Volatility},
    },
    source::span::{Range, Span},
    sql::{
        expr::{self, parse_expr, parse_query, parse_statements},
        statement::{
            Block, BlockKind, BlockStatement, Branch, Declaration, Handler, IntoTargets, LoopOver, RaiseLevel, SqlText,
            Statement, StatementKind,
        },
    },
};

/// How running some statements may end, errors aside.
#[derive(Clone, Copy, Debug, Default)]
struct Flow {
    /// What follows them runs.
    goes_on: bool,
    /// The function returns.
    returns: bool,
    /// The loop around them is left, or begins again.
    jumps: bool,
}

const GOES_ON: Flow = Flow { goes_on: true, returns: false, jumps: false };
const FAILS: Flow = Flow { goes_on: false, returns: false, jumps: false };

impl Flow {
    fn or(self, other: Self) -> Self {
        Self {
            goes_on: self.goes_on || other.goes_on,
            returns: self.returns || other.returns,
            jumps: self.jumps || other.jumps,
        }
    }

    fn then(self, next: Self) -> Self {
        Self { returns: self.returns || next.returns, jumps: self.jumps || next.jumps, ..next }
    }

    /// Whether every way through ends in an error.
    fn fails(self) -> bool {
        !self.goes_on && !self.returns && !self.jumps
    }
}

/// What becomes of a statement.
enum Ran {
    ToItsEnd,
    /// It fails for any row: it goes on where it finds none, and has done nothing.
    OverNoRow,
    Failed,
}

fn goes_on(passes: bool) -> Flow {
    if passes { GOES_ON } else { FAILS }
}

/// A walk through a body.
pub(super) struct Walk<'w> {
    binder: Binder<'w>,
    places: Places,
    function: &'w Function,
    faults: Vec<(Condition, BodyFault)>,
    /// Whether a statement that may change something stands before.
    has_written: bool,
    /// Whether some call may return after it has changed something.
    bears_fruit: bool,
}

impl<'w> Walk<'w> {
    pub(super) fn new(binder: Binder<'w>, places: Places, function: &'w Function) -> Self {
        Self { binder, places, function, faults: Vec::new(), has_written: false, bears_fruit: false }
    }

    /// The statements that are refused. When no way leads past them, the first of them says that the function always fails.
    pub(super) fn run(mut self, block: &Block) -> Vec<BodyFault> {
        let flow = self.block(block, true);
        let always = flow.fails();
        let ends_in_vain = !flow.goes_on || !self.has_written;
        let fruitless = ends_in_vain && !flow.jumps && !self.bears_fruit && is_to_change(self.function);
        let mut found: Vec<BodyFault> = self.faults.into_iter().map(|(_, fault)| fault).collect();
        if let Some(first) = found.first_mut() {
            first.always |= always;
            first.fruitless = fruitless && !first.always;
        }
        found
    }

    fn block(&mut self, block: &Block, is_whole: bool) -> Flow {
        let outer = (self.binder.variables.clone(), self.binder.rows.clone());
        if let Some(label) = &block.label {
            self.binder.rows.insert(label.name.clone(), None);
        }
        let flow = if block.declarations.iter().all(|declaration| self.declares(declaration)) {
            let before = self.faults.len();
            let flow = self.all(&block.body);
            self.handlers(&block.handlers, before, flow, is_whole)
        } else {
            FAILS
        };
        (self.binder.variables, self.binder.rows) = outer;
        flow
    }

    /// What becomes of a block's errors: a handler that goes on hides them.
    fn handlers(&mut self, handlers: &[Handler], before: usize, flow: Flow, is_whole: bool) -> Flow {
        if handlers.is_empty() {
            return flow;
        }
        let inner = self.faults.split_off(before);
        let flows: Vec<Flow> = handlers.iter().map(|handler| self.all(&handler.body)).collect();
        let of_handlers = self.faults.split_off(before);
        let is_caught = |condition: Condition| {
            let catches = |handler: &Handler| handler.conditions.iter().any(|word| condition.is_caught_by(word));
            let first = handlers.iter().zip(&flows).find(|(handler, _)| catches(handler));
            first.is_some_and(|(_, handled)| !handled.fails())
        };
        let first_is_caught = inner.first().map(|(condition, _)| is_caught(*condition));
        let hides_all = is_whole && flow.fails() && first_is_caught == Some(true);
        for (index, (condition, mut fault)) in inner.into_iter().enumerate() {
            if hides_all && index == 0 {
                fault.hidden = true;
                fault.always = true;
            } else if is_caught(condition) {
                continue;
            }
            self.faults.push((condition, fault));
        }
        self.faults.extend(of_handlers);
        // An error that no handler takes up ends the call.
        if flow.fails() && first_is_caught == Some(false) {
            return flow;
        }
        flows.into_iter().fold(flow, Flow::or)
    }

    fn declares(&mut self, declaration: &Declaration) -> bool {
        let value = declaration.value.as_ref().filter(|_| !declaration.cursor && declaration.type_name.is_some());
        let passes = value.is_none_or(|value| self.value(value));
        let name = declaration.name.name.clone();
        let ty = declaration.type_name.as_ref().and_then(|ty| {
            let path = self.binder.path.clone();
            let session = &mut self.binder.replay.session;
            let outer = std::mem::replace(&mut session.search_path, path);
            let found = self.binder.replay.type_of(ty).ok();
            self.binder.replay.session.search_path = outer;
            found
        });
        match ty.as_ref().and_then(|ty| row_of(&self.binder.replay.schema, ty)) {
            Some(columns) => self.binder.rows.insert(name.clone(), Some(columns)),
            None => self.binder.rows.remove(&name),
        };
        self.binder.variables.insert(name, ty.filter(|ty| !ty.is_polymorphic()));
        passes
    }

    fn all(&mut self, statements: &[BlockStatement]) -> Flow {
        let mut flow = GOES_ON;
        for statement in statements {
            flow = flow.then(self.one(statement));
            if !flow.goes_on {
                break;
            }
        }
        flow
    }

    fn one(&mut self, statement: &BlockStatement) -> Flow {
        match &statement.kind {
            BlockKind::Block(block) => self.block(block, false),
            BlockKind::Sql { statement, into } => {
                goes_on(self.embedded(statement, into.as_ref()) && self.takes(into.as_ref()))
            }
            BlockKind::Perform(statement) => goes_on(self.embedded(statement, None)),
            BlockKind::Assign { target, value } => {
                self.has_written |= self.calls_out(&value.text);
                goes_on(self.value(value) && self.target(target))
            }
            BlockKind::If { branches, otherwise } => self.branches(branches, Some(otherwise)),
            BlockKind::Case { subject, branches, otherwise } => {
                if subject.as_ref().is_some_and(|subject| !self.value(subject)) {
                    return FAILS;
                }
                match subject {
                    // The condition of a branch is a list of values.
                    Some(_) => {
                        let of_branches = branches.iter().map(|branch| self.all(&branch.body)).collect::<Vec<_>>();
                        let otherwise = otherwise.as_ref().map_or(FAILS, |statements| self.all(statements));
                        of_branches.into_iter().fold(otherwise, Flow::or)
                    }
                    None => self.branches(branches, otherwise.as_deref()),
                }
            }
            BlockKind::Loop { label, over, body } => self.loops(label.is_some(), over, body),
            BlockKind::Execute(execute) => {
                self.has_written = true;
                let passes = self.value(&execute.command) && execute.using.iter().all(|value| self.value(value));
                goes_on(passes && self.takes(execute.into.as_ref()))
            }
            BlockKind::ReturnExecute(execute) => goes_on(self.value(&execute.command)),
            BlockKind::Raise(raise) => {
                let passes = raise.args.iter().all(|arg| self.value(arg));
                goes_on(passes && raise.level != RaiseLevel::Exception && !raise.again)
            }
            BlockKind::Return(value) => {
                self.has_written |= value.as_ref().is_some_and(|value| self.calls_out(&value.text));
                let passes = value.as_ref().is_none_or(|value| self.value(value));
                self.bears_fruit |= passes && self.has_written;
                if passes { Flow { returns: true, ..FAILS } } else { FAILS }
            }
            BlockKind::ReturnNext(value) => goes_on(value.as_ref().is_none_or(|value| self.value(value))),
            BlockKind::ReturnQuery(statement) => goes_on(self.returned(statement)),
            BlockKind::Exit(jump) | BlockKind::Continue(jump) => {
                Flow { goes_on: jump.when.is_some(), returns: jump.label.is_some(), jumps: jump.label.is_none() }
            }
            BlockKind::Assert(condition) => goes_on(self.value(condition)),
            _ => GOES_ON,
        }
    }

    /// `IF … ELSIF …`: each test runs when the ones before it do not hold. Without an `ELSE` to a `CASE` there is an error.
    fn branches(&mut self, branches: &[Branch], otherwise: Option<&[BlockStatement]>) -> Flow {
        let mut flow = FAILS;
        for branch in branches {
            if !self.value(&branch.condition) {
                return flow;
            }
            flow = flow.or(self.all(&branch.body));
        }
        flow.or(otherwise.map_or(FAILS, |statements| self.all(statements)))
    }

    fn loops(&mut self, is_labelled: bool, over: &LoopOver, body: &[BlockStatement]) -> Flow {
        let outer = (self.binder.variables.clone(), self.binder.rows.clone());
        let passes = match over {
            LoopOver::While(condition) => self.value(condition),
            LoopOver::Range { variable, from, to, step, .. } => {
                let passes = self.value(from) && self.value(to) && step.as_ref().is_none_or(|step| self.value(step));
                self.binder.variables.insert(plain(variable), Some(SqlType::pg("int4")));
                passes
            }
            LoopOver::Query { query, targets } => {
                let passes = self.embedded(query, None);
                self.row_variables(targets);
                passes
            }
            LoopOver::Execute { execute, targets } => {
                self.row_variables(targets);
                self.value(&execute.command)
            }
            LoopOver::Array { array, .. } => self.value(array),
            LoopOver::Cursor { targets, .. } => {
                self.row_variables(targets);
                true
            }
            LoopOver::Forever => true,
        };
        let flow = if passes {
            let inner = self.all(body);
            // A loop over nothing does nothing; how often one without end runs is not told.
            Flow { returns: inner.returns || is_labelled && inner.jumps, ..GOES_ON }
        } else {
            FAILS
        };
        (self.binder.variables, self.binder.rows) = outer;
        flow
    }

    fn tree(&mut self, tree: &expr::Statement, range: Range, into: Option<&IntoTargets>) -> Ran {
        let columns = match self.binder.statement(tree) {
            Ok(columns) => columns,
            stopped => return if self.passes(range, stopped) { Ran::ToItsEnd } else { Ran::Failed },
        };
        let Some(refused) = self.binder.refused_value(tree, columns.as_deref(), into) else { return Ran::ToItsEnd };
        self.refused(range, &refused.refusal);
        if let Some((_, fault)) = self.faults.last_mut() {
            fault.over_rows = !refused.each_time;
            fault.missing = refused.table.map_or(Missing::Nothing, Missing::Value);
        }
        if refused.each_time { Ran::Failed } else { Ran::OverNoRow }
    }

    /// A loop variable that nothing declares is a record.
    fn row_variables(&mut self, targets: &[SqlText]) {
        for name in targets.iter().map(plain) {
            self.binder.variables.entry(name).or_insert(None);
        }
    }

    fn embedded(&mut self, statement: &Statement, into: Option<&IntoTargets>) -> bool {
        let text = match &statement.kind {
            StatementKind::Query(query) => &query.text,
            StatementKind::Insert(insert) => &insert.text,
            StatementKind::Update(update) => &update.text,
            StatementKind::Delete(delete) => &delete.text,
            _ => {
                self.has_written = true;
                return true;
            }
        };
        let writes = !matches!(statement.kind, StatementKind::Query(_)) || self.calls_out(&text.text);
        let Ok(trees) = parse_statements(&text.text) else {
            self.has_written |= writes;
            return true;
        };
        for tree in &trees {
            match self.tree(tree, text.range, into) {
                Ran::ToItsEnd => self.has_written |= writes,
                Ran::OverNoRow => {}
                Ran::Failed => return false,
            }
        }
        true
    }

    /// Whether a text calls a function of the app that may change something.
    fn calls_out(&self, text: &str) -> bool {
        let functions = &self.binder.replay.schema;
        let may_change = |name: &str| {
            let name = Name::new("public", name);
            functions
                .functions_named(&name)
                .any(|(_, function)| function.volatility == Volatility::Volatile && function.at.is_some())
        };
        text.contains('(') && words(&text.to_ascii_lowercase()).any(may_change)
    }

    /// `RETURN QUERY`: its columns must be those that the function promises.
    fn returned(&mut self, statement: &Statement) -> bool {
        let text = match &statement.kind {
            StatementKind::Query(query) => &query.text,
            _ => return self.embedded(statement, None),
        };
        let Ok(tree) = parse_query(&text.text) else { return true };
        let run = self.binder.query(&tree).and_then(|columns| {
            let schema = &self.binder.replay.schema;
            shape::require(schema, self.function, &tree, columns.as_deref())
        });
        self.passes(text.range, run)
    }

    /// Whether an expression runs. `x := count(*) FROM t` is a query.
    fn value(&mut self, value: &SqlText) -> bool {
        let run = match parse_expr(&value.text) {
            Ok(tree) => self.binder.expr(&tree).map(|_| ()),
            Err(_) => match parse_query(&format!("SELECT {}", value.text)) {
                Ok(query) => self.binder.query(&query).map(|_| ()),
                Err(_) => Ok(()),
            },
        };
        self.passes(value.range, run)
    }

    fn takes(&mut self, into: Option<&IntoTargets>) -> bool {
        into.is_none_or(|into| into.targets.iter().all(|target| self.target(target)))
    }

    /// `NEW.updated_at := …` needs such a column.
    fn target(&mut self, target: &SqlText) -> bool {
        let lower = plain(target);
        let Some((row, field)) = lower.split_once('.') else { return true };
        let field = field.split('[').next().unwrap_or(field).trim();
        let Some(Some(columns)) = self.binder.rows.get(row) else { return true };
        if target.text.contains('"') || columns.iter().any(|column| column.name == field) {
            return true;
        }
        self.refused(target.range, &no_field(row, field));
        false
    }

    fn passes<T>(&mut self, range: Range, run: Run<T>) -> bool {
        match refusal(run) {
            Some(refusal) => {
                self.refused(range, &refusal);
                false
            }
            None => true,
        }
    }

    fn refused(&mut self, range: Range, refusal: &Refusal) {
        let at: Option<Span> = self.places.body.map(|body| range.in_file(body.file)).or(self.places.at);
        self.faults.push((refusal.condition, fault(refusal, at, false)));
    }
}

/// Whether a function is called for what it changes. What a trigger's function gives back lets the row through.
fn is_to_change(function: &Function) -> bool {
    let text = function.body.as_ref().map_or_else(String::new, |body| body.text.to_ascii_lowercase());
    !is_of_trigger(function) && words(&text).any(|word| matches!(word, "insert" | "update" | "delete"))
}
