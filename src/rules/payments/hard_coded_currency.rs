//! A charge in one currency, whatever the price says.

use crate::{facts::code::ExprKind, model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.charges.is_empty() {
        sink.not_applicable("nothing here charges anybody");
    }
    let Some(priced) = priced_in_currencies(project) else { return };
    for charge in &project.charges {
        let Some(code) = project.file(charge.at.file).code.as_ref() else { continue };
        let literal = charge.options(code).into_iter().find_map(|p| {
            let is_currency = code.property_name(&p).is_some_and(|n| n.eq_ignore_ascii_case("currency"));
            let text =
                code.string(p.value).filter(|_| is_currency && matches!(code.expr(p.value), ExprKind::String(_)))?;
            Some((p.range, text))
        });
        let Some((range, currency)) = literal else { continue };
        let at = range.in_file(charge.at.file);
        let message = format!(
            "every charge of {} is made in {}, though {priced} says the currency of each price",
            charge.provider,
            currency.to_uppercase()
        );
        sink.report(at, project.file(at.file).path.clone(), message);
    }
}

/// A column that says the currency of the prices beside it.
fn priced_in_currencies(project: &Project) -> Option<String> {
    let tables = project.own_tables().map(|(_, name, table)| (name, table));
    tables.into_iter().find_map(|(name, table)| {
        let is_offer = project.vocab.tables.catalogue.has(&name.name) || name.name.contains("price");
        let has_price = table.columns.iter().any(|c| {
            crate::vocab::split(&c.name).iter().any(|w| w == "price" || w == "amount")
                && project.vocab.columns.money.has(&c.name)
        });
        let currency = table.columns.iter().find(|c| crate::vocab::split(&c.name).iter().any(|w| w == "currency"))?;
        (is_offer && has_price).then(|| format!("{name}.{}", currency.name))
    })
}
