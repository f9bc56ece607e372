//! Calls of Firestore, of both styles: `getDocs(query(…))` and `db.collection("users").doc(id).get()`.

use super::reference::{Reference, asked_for_row, reference, rights};
use crate::{
    facts::code::{ExprId, ExprKind},
    frameworks::{data::Site, library::Library, objects::entries},
    model::queries::{Bound, Columns, Op, Query},
};

/// What a call does, and where the reference and the data stand among its parts.
struct Form {
    op: Op,
    reference: ExprId,
    data: Option<ExprId>,
}

/// The query that a call is.
pub(crate) fn query(site: Site<'_, '_>) -> Option<Query> {
    let form = modular(site).or_else(|| chained(site))?;
    let found = reference(site.values, site.file, form.reference)?;
    Some(made(site, &form, found))
}

/// `getDocs(ref)`, `updateDoc(ref, data)`, and the hooks that listen to a reference.
fn modular(site: Site<'_, '_>) -> Option<Form> {
    let ExprKind::Call { callee, .. } = site.code.expr(site.call) else { return None };
    let op = match site.code.ident(callee)? {
        "getDocs"
        | "getDoc"
        | "getDocsFromServer"
        | "getDocFromServer"
        | "onSnapshot"
        | "getCountFromServer"
        | "getAggregateFromServer"
        | "useCollection"
        | "useDoc"
        | "useDocument"
        | "useCollectionData"
        | "useDocumentData" => Op::Select,
        "addDoc" => Op::Insert,
        "setDoc" => Op::Upsert,
        "updateDoc" => Op::Update,
        "deleteDoc" => Op::Delete,
        _ => return None,
    };
    let data = if op.is_write() { site.arg(1) } else { None };
    Some(Form { op, reference: site.arg(0)?, data })
}

/// `ref.get()`, `ref.set(data)`; `batch.set(ref, data)` and `transaction.get(ref)`.
fn chained(site: Site<'_, '_>) -> Option<Form> {
    let (object, method) = site.method()?;
    let op = match method {
        "get" | "onSnapshot" => Op::Select,
        "add" | "create" => Op::Insert,
        "set" => Op::Upsert,
        "update" => Op::Update,
        "delete" => Op::Delete,
        _ => return None,
    };
    let is_reference = |expr: ExprId| {
        asked_for_row(site.values, site.file, expr).is_some()
            || site.values.symbols(site.file, expr).iter().any(|s| {
                rights(s).is_some()
                    && s.path.ends_with("()")
                    && matches!(
                        s.last(),
                        "collection" | "doc" | "query" | "collectionGroup" | "where" | "orderBy" | "limit" | "count"
                    )
            })
    };
    if is_reference(object) {
        return Some(Form { op, reference: object, data: site.arg(0).filter(|_| op.is_write()) });
    }
    let first = site.arg(0).filter(|&a| {
        matches!(site.code.expr(a), ExprKind::Ident { .. } | ExprKind::Call { .. } | ExprKind::Member { .. })
    })?;
    is_reference(first).then(|| Form { op, reference: first, data: site.arg(1).filter(|_| op.is_write()) })
}

fn made(site: Site<'_, '_>, form: &Form, found: Reference) -> Query {
    let ExprKind::Call { callee, .. } = site.code.expr(site.call) else {
        return site.query(site.call, form.op, site.call, Library::Firestore);
    };
    let mut query = site.query(site.call, form.op, callee, Library::Firestore);
    query.tables = found.collections();
    query.client = found.client;
    query.conditions = found.by_id(site.values, site.file).into_iter().collect();
    query.bound = if found.is_document() { Bound::One } else { found.bound };
    if site.code.ident(callee).is_some_and(|name| name.contains("Count") || name.contains("Aggregate")) {
        query.bound = Bound::CountOnly;
    }
    query.conditions.extend(found.conditions);
    query.sort = found.sort;
    query.has_unread = found.has_unread;
    query.columns = if form.op == Op::Select { Columns::All } else { Columns::Unknown };
    if let Some(data) = form.data {
        query.payload = Some(data);
        let all = entries(site.values, site.file, data);
        if matches!(site.code.expr(data), ExprKind::Object { .. }) {
            query.written.push(data);
        }
        if !all.has_unread && !all.list.is_empty() {
            query.columns = Columns::Named(all.list.into_iter().map(|e| e.key).collect());
        }
    }
    query
}
