//! Loops of PL/pgSQL: over rows, ranges, arrays, and without an end.

use super::{
    Flow, Frame, MAX_STEPS,
    assign::{assign, assign_row},
    select,
    value::Value,
};
use crate::{
    model::replay::{
        Replay,
        refusal::{Run, Stop},
    },
    sql::statement::{BlockStatement, LoopOver, SqlText, StatementKind},
};

impl Replay {
    /// `LOOP`, `WHILE`, `FOR`, `FOREACH`.
    pub(super) fn run_loop(
        &mut self,
        label: Option<&str>,
        over: &LoopOver,
        body: &[BlockStatement],
        run: &mut Frame,
    ) -> Run<Flow> {
        let ends = |flow: &Flow| match flow {
            Flow::Next | Flow::Continue(None) => None,
            Flow::Continue(Some(l)) if Some(l.as_str()) == label => None,
            Flow::Exit(None) => Some(Flow::Next),
            Flow::Exit(Some(l)) if Some(l.as_str()) == label => Some(Flow::Next),
            other => Some(other.clone()),
        };
        match over {
            LoopOver::Forever | LoopOver::While(_) => loop {
                run.steps += 1;
                if run.steps > MAX_STEPS {
                    return Err(Stop::Unsure("a loop whose end is not known".to_owned()));
                }
                if let LoopOver::While(condition) = over {
                    match self.value(condition, run)?.as_condition() {
                        Some(true) => {}
                        Some(false) => return Ok(Flow::Next),
                        None => {
                            self.either(&[body], &condition.text, run);
                            return Ok(Flow::Next);
                        }
                    }
                }
                if let Some(flow) = ends(&self.run_all(body, run)?) {
                    return Ok(flow);
                }
            },
            _ => {}
        }
        let (targets, rows) = self.loop_rows(over, run)?;
        let Some(rows) = rows else {
            self.either(&[body], "a loop over rows that are not known", run);
            return Ok(Flow::Next);
        };
        run.variables.open();
        for row in rows {
            match over {
                LoopOver::Query { .. } | LoopOver::Execute { .. } => assign_row(run, targets, Some(&row)),
                _ => {
                    let value = row.into_iter().next().map_or(Value::Null, |(_, value)| value);
                    for target in targets {
                        assign(run, &target.text, value.clone());
                    }
                }
            }
            let flow = self.run_all(body, run);
            match flow {
                Ok(flow) => {
                    if let Some(flow) = ends(&flow) {
                        run.variables.close();
                        return Ok(flow);
                    }
                }
                Err(stop) => {
                    run.variables.close();
                    return Err(stop);
                }
            }
        }
        run.variables.close();
        Ok(Flow::Next)
    }

    /// The rows that a loop runs over; `None` when they are not known.
    fn loop_rows<'b>(&mut self, over: &'b LoopOver, run: &mut Frame) -> Run<(&'b [SqlText], Option<select::Rows>)> {
        let single = |value: Value| vec![(std::borrow::Cow::Borrowed(""), value)];
        Ok(match over {
            LoopOver::Range { variable, reverse, from, to, step } => {
                let bounds = (self.value(from, run)?, self.value(to, run)?);
                let step = step.as_ref().map(|s| self.value(s, run)).transpose()?.unwrap_or(Value::Int(1));
                let rows = match (bounds, step) {
                    ((Value::Int(from), Value::Int(to)), Value::Int(step)) if step > 0 => {
                        let limit = usize::try_from(MAX_STEPS).unwrap_or(usize::MAX);
                        let next = |i: &i64| if *reverse { i.checked_sub(step) } else { i.checked_add(step) };
                        let inside = |i: &i64| if *reverse { *i >= to } else { *i <= to };
                        Some(
                            std::iter::successors(Some(from), next)
                                .take_while(inside)
                                .take(limit)
                                .map(|i| single(Value::Int(i)))
                                .collect(),
                        )
                    }
                    _ => None,
                };
                (std::slice::from_ref(variable), rows)
            }
            LoopOver::Query { targets, query } => match &query.kind {
                StatementKind::Query(query) => {
                    let outer = std::mem::replace(&mut self.variables, run.variables.names());
                    let bound = self.bind_statement(&query.text.text);
                    self.variables = outer;
                    bound?;
                    (targets.as_slice(), self.selected(&query.text.text, run)?)
                }
                _ => (targets.as_slice(), None),
            },
            LoopOver::Execute { targets, execute } => {
                let text = self.value(&execute.command, run)?.to_text();
                let rows = match text {
                    Some(text) => self.selected(&text, run)?,
                    None => None,
                };
                (targets.as_slice(), rows)
            }
            LoopOver::Array { targets, array, .. } => {
                let rows = match self.value(array, run)? {
                    Value::Array(items) => Some(items.into_iter().map(single).collect()),
                    Value::Null => Some(Vec::new()),
                    _ => None,
                };
                (targets.as_slice(), rows)
            }
            LoopOver::Cursor { targets, .. } => (targets.as_slice(), None),
            LoopOver::Forever | LoopOver::While(_) => (&[], None),
        })
    }
}
