//! What is known of rows and values once the query that made them ends: its own rows are projected away, and what they tied
//! together stays tied.

use std::rc::Rc;

use super::{
    cases::{CALLER, Case, Cases, Nodes, ROW, Truth},
    value::{Alternative, Atom, Made, Row, Value},
};

impl Row {
    /// The same without the rows of a query that ends.
    pub(super) fn without(&self, inner: Nodes) -> Self {
        let columns = self.columns.iter().map(|(name, value)| (Rc::clone(name), value.without(inner, &self.when)));
        Self { columns: columns.collect(), when: self.when.without(inner) }
    }
}

impl Value {
    /// The same outside a query, as seen in the cases in which its row is there: what was made from rows of the query
    /// becomes made from what these are connected with.
    fn without(&self, inner: Nodes, row: &Cases) -> Self {
        let mut out = Self::default();
        for alternative in &self.0 {
            let when = alternative.when.and(row);
            if let Atom::Truth(truth) = &alternative.atom {
                let truth = truth.given(row);
                let atom = Atom::Truth(Box::new(Truth {
                    yes: truth.yes.without(inner),
                    no: truth.no.without(inner),
                    null: truth.null.without(inner),
                }));
                out.0.push(Alternative { when: alternative.when.without(inner), atom });
                continue;
            }
            for case in when.iter() {
                let when = Cases::one(case.without(inner));
                let alternative = Alternative { when, atom: alternative.atom.without(inner, case) };
                match out.0.iter_mut().find(|known| known.atom == alternative.atom) {
                    Some(known) => known.when = known.when.or(&alternative.when),
                    None => out.0.push(alternative),
                }
            }
        }
        out
    }
}

impl Atom {
    fn without(&self, inner: Nodes, case: &Case) -> Self {
        match self {
            Atom::Of(made) if made.nodes & inner != 0 => {
                let nodes = case.connected(made.nodes) & !inner;
                let mut columns = made.columns.clone();
                if nodes & ROW != 0 {
                    columns.extend(case.ties.iter().cloned());
                }
                // What a row of the caller's holds is the caller's.
                let nodes = if case.connected(made.nodes) & CALLER == 0 { nodes } else { nodes | CALLER };
                Atom::Of(Made { nodes, columns, ..*made })
            }
            Atom::Many(rows) => {
                let here = Cases::one(case.clone());
                let project =
                    |row: &Row| Row { when: row.when.and(&here), columns: row.columns.clone() }.without(inner);
                Atom::Many(rows.iter().map(project).collect())
            }
            other => other.clone(),
        }
    }
}
