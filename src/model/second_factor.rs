//! Who asks whether somebody signed in with his second factor.

use super::Project;
use crate::{
    facts::code::{Code, ExprKind},
    frameworks::supabase::second_factor::{asks_level, asks_level_in_sql, is_factor},
    source::span::{FileId, Span},
};

/// What the app does about second factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Where the code sets one up, or asks for it.
    pub at: Span,
    /// Whether a policy, a function of the database or code on a server asks for the level of the session.
    pub enforced: bool,
    /// Whether code in the browser does.
    pub asked_in_browser: bool,
}

impl Project {
    /// The second factor of this app, if it has one.
    #[must_use]
    pub fn second_factor(&self) -> Option<SecondFactor> {
        let production = || self.code_files().filter(|(_, file, _)| file.role.is_production());
        let at = production().find_map(|(id, _, code)| factor(id, code))?;
        let (mut enforced, mut asked_in_browser) = (self.asks_level_in_database(), false);
        for (id, _, _) in production().filter(|(_, _, code)| code.texts().any(asks_level)) {
            if self.sides.of(id).is_client() {
                asked_in_browser = true;
            } else {
                enforced = true;
            }
        }
        Some(SecondFactor { at, enforced, asked_in_browser })
    }

    fn asks_level_in_database(&self) -> bool {
        self.live_databases().iter().any(|database| {
            let policies = database.tables().flat_map(|(_, table)| table.policies.values());
            let mut conditions = policies.flat_map(|policy| [&policy.using, &policy.check]).flatten();
            let mut bodies = database.functions.iter().filter_map(|(_, function)| function.body.as_ref());
            conditions.any(|condition| asks_level_in_sql(&condition.text))
                || bodies.any(|body| asks_level_in_sql(&body.text))
        })
    }
}

fn factor(file: FileId, code: &Code) -> Option<Span> {
    if !code.texts().any(|text| text == "mfa") {
        return None;
    }
    code.all_exprs().find_map(|(_, known)| {
        let ExprKind::Call { callee, .. } = known.kind else { return None };
        code.path(callee).is_some_and(|path| is_factor(&path)).then(|| known.range.in_file(file))
    })
}
