//! What a request carries in, and which of it is checked before it is used.

mod check;
mod trace;

use self::trace::{Field, Tracer};
use super::{Answer, Known, Step, Subject};
use crate::frameworks::{auth::Proof, endpoints::library_symbols};

/// Whether every field that is used is checked: by a schema, or by its type and shape. Keys that only look something up
/// need no check.
pub(super) fn validated(subject: &Subject<'_>) -> Answer {
    if let Some(answer) = by_schema_step(subject) {
        return answer;
    }
    // What a verified signature covers comes from the sender as he wrote it.
    if let Some(guard) = subject.guards.iter().find(|g| g.proof == Proof::Signature) {
        return Answer::yes(guard.at, "under a verified signature");
    }
    let mut tracer = Tracer::new(subject);
    for step in &subject.entry.steps {
        if let Step::Handler(function) | Step::Guard(function) = step {
            tracer.handler(*function, matches!(step, Step::Guard(_)));
        }
    }
    tracer.delegates();
    if let Some((file, expr)) = tracer.whole_unchecked.filter(|_| tracer.whole_checked.is_none()) {
        let range = subject.values.code(file).map(|c| c.range(expr)).unwrap_or_default();
        return Answer::no(range.in_file(file), "the whole body is used as it comes");
    }
    let used: Vec<&Field> =
        tracer.fields.iter().filter(|f| (f.is_used || f.is_checked) && !is_lookup_key(&f.name)).collect();
    let unchecked = used.iter().find(|f| !f.is_checked);
    let place = |f: &Field| f.at.in_file(f.file);
    match (unchecked, used.first(), tracer.whole_checked) {
        (Some(field), _, _) => Answer::no(place(field), format!("`{}` is used unchecked", field.name)),
        (None, _, Some((file, expr))) => {
            let range = subject.values.code(file).map(|c| c.range(expr)).unwrap_or_default();
            Answer::yes(range.in_file(file), "parsed by a schema")
        }
        (None, Some(field), None) => Answer::yes(place(field), format!("`{}` is checked", field.name)),
        (None, None, None) => Answer::of(Known::NotApplicable),
    }
}

/// A schema among the steps: `procedure.input(z.object({ … }))`, `zValidator("json", schema)`.
fn by_schema_step(subject: &Subject<'_>) -> Option<Answer> {
    subject.entry.steps.iter().find_map(|step| {
        let Step::Library(file, expr) = step else { return None };
        let code = subject.values.code(*file)?;
        let symbols = library_symbols(&subject.values, *file, *expr);
        let package =
            symbols.iter().filter_map(|s| s.package()).find(|p| subject.project.vocab.packages.validators.has(p))?;
        Some(Answer::yes(code.range(*expr).in_file(*file), format!("schema of {package}")))
    })
}

/// Names of what only looks something up: a wrong one finds nothing.
fn is_lookup_key(name: &str) -> bool {
    let words = crate::vocab::split(name);
    words.last().is_some_and(|w| {
        matches!(
            w.as_str(),
            "id" | "ids"
                | "uuid"
                | "slug"
                | "token"
                | "endpoint"
                | "reference"
                | "ref"
                | "key"
                | "handle"
                | "signature"
        )
    }) || name == "[]"
}
