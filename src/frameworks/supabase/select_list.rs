//! The text arguments of PostgREST: select lists (`id, author:profiles!inner(name)`) and `or` filters
//! (`a.eq.1,and(b.gt.2,c.is.null)`). Grammar: PostgREST documentation, "Resource embedding" and "Logical operators".

use crate::model::queries::{Columns, Comparison, Embed};

/// Stands for an interpolated value in a text that is partly known.
pub(super) const HOLE: &str = "\u{1}";

/// How deep embeds and logical groups may nest before the rest is left unread.
const DEPTH: u32 = 16;

/// Reads a select list into the columns of the table itself and its embedded relations.
pub(super) fn select_list(text: &str) -> (Columns, Vec<Embed>) {
    let (columns, embeds) = items(text, DEPTH);
    if columns.iter().any(|c| c == "*") {
        return (Columns::All, embeds);
    }
    if columns.iter().any(|c| c.contains(HOLE)) {
        return (Columns::Unknown, embeds);
    }
    (Columns::Named(columns), embeds)
}

fn items(text: &str, depth: u32) -> (Vec<String>, Vec<Embed>) {
    let mut columns = Vec::new();
    let mut embeds = Vec::new();
    for item in split_top(text) {
        match item.find('(') {
            // `amount.sum()` and `count()` are aggregates of the table's own columns.
            Some(open) if is_aggregate(&item[..open]) => {
                if let Some((column, _)) = item[..open].rsplit_once('.') {
                    columns.push(column_name(column));
                }
            }
            Some(open) if depth > 0 => embeds.push(embed(&item[..open], inner(&item[open..]), depth - 1)),
            Some(_) => {}
            None => columns.push(column_name(item)),
        }
    }
    columns.retain(|c| !c.is_empty());
    (columns, embeds)
}

fn is_aggregate(head: &str) -> bool {
    let name = head.rsplit_once('.').map_or(head, |(_, name)| name);
    let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
    matches!(name.trim(), "count" | "sum" | "avg" | "min" | "max") && (head.contains('.') || name.trim() == "count")
}

/// `alias:column->path::cast` names the column.
fn column_name(item: &str) -> String {
    let item = item.trim();
    let item = item.split("::").next().unwrap_or(item);
    let item = match item.split_once(':') {
        Some((_, column)) => column,
        None => item,
    };
    item.split("->").next().unwrap_or(item).trim().trim_matches('"').to_owned()
}

fn embed(head: &str, body: &str, depth: u32) -> Embed {
    let head = head.trim().trim_start_matches("...");
    let (alias, target) = match head.split_once(':') {
        Some((alias, target)) => (Some(alias.trim().to_owned()), target.trim()),
        None => (None, head),
    };
    let mut parts = target.split('!');
    let relation = parts.next().unwrap_or("").trim().to_owned();
    let mut hint = None;
    let mut is_inner = false;
    for part in parts {
        match part.trim() {
            "inner" => is_inner = true,
            "left" => {}
            other => hint = Some(other.to_owned()),
        }
    }
    let (columns, embeds) = items(body, depth);
    Embed { relation, alias, hint, inner: is_inner, columns, embeds }
}

/// What stands between the outer brackets of `(…)`.
fn inner(bracketed: &str) -> &str {
    let body = bracketed.strip_prefix('(').unwrap_or(bracketed).trim_end();
    body.strip_suffix(')').unwrap_or(body)
}

/// The parts between commas that stand in no brackets and no double quotes.
fn split_top(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut quoted) = (0i32, 0, false);
    for (i, b) in text.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b'(' | b'{' if !quoted => depth += 1,
            b')' | b'}' if !quoted => depth -= 1,
            b',' if !quoted && depth == 0 => {
                parts.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// Reads the text of an `or` filter into its alternatives; the flag says that some part is computed.
pub(super) fn or_filter(text: &str) -> (Vec<Vec<Comparison>>, bool) {
    let mut unread = false;
    let groups = split_top(text).into_iter().map(|part| group(part, &mut unread, DEPTH)).collect();
    (groups, unread)
}

fn group(part: &str, unread: &mut bool, depth: u32) -> Vec<Comparison> {
    if depth == 0 || part == HOLE {
        *unread = true;
        return Vec::new();
    }
    for word in ["and", "or", "not.and", "not.or"] {
        if let Some(rest) = part.strip_prefix(word)
            && rest.starts_with('(')
        {
            return split_top(inner(rest)).into_iter().flat_map(|p| group(p, unread, depth - 1)).collect();
        }
    }
    vec![comparison(part, unread)]
}

/// Operators of PostgREST that can follow a column.
const OPERATORS: [&str; 27] = [
    "eq",
    "neq",
    "gt",
    "gte",
    "lt",
    "lte",
    "like",
    "ilike",
    "match",
    "imatch",
    "in",
    "is",
    "isdistinct",
    "fts",
    "plfts",
    "phfts",
    "wfts",
    "cs",
    "cd",
    "ov",
    "sl",
    "sr",
    "nxr",
    "nxl",
    "adj",
    "not",
    "any",
];

fn comparison(part: &str, unread: &mut bool) -> Comparison {
    let mut words = part.split('.').scan(0usize, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    });
    // The column may be `relation.column`: the operator is the first word that is one.
    let operator = words.find(|(start, word)| *start > 0 && OPERATORS.contains(&bare(word)));
    let Some((start, word)) = operator else {
        *unread = true;
        return Comparison { column: None, path: None, op: "eq".to_owned(), literal: None, prefix: None, value: None };
    };
    let head = part[..start - 1].trim();
    let path = head.find("->").map(|at| head[at..].to_owned());
    let column = column_name(head);
    let mut op = bare(word).to_owned();
    let mut rest = part.get(start + word.len() + 1..).unwrap_or("");
    if op == "not" {
        let (inner, value) = rest.split_once('.').unwrap_or((rest, ""));
        op = format!("not.{}", bare(inner));
        rest = value;
    }
    let known = !column.contains(HOLE);
    *unread |= !known;
    Comparison {
        column: known.then_some(column),
        path,
        op,
        literal: (!rest.contains(HOLE)).then(|| rest.to_owned()),
        prefix: rest.split(HOLE).next().map(str::to_owned),
        value: None,
    }
}

/// `eq(any)` is `eq`.
fn bare(word: &str) -> &str {
    word.split('(').next().unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::{HOLE, or_filter, select_list};
    use crate::model::queries::Columns;

    #[test]
    fn columns_aliases_casts_and_paths() {
        let (columns, embeds) = select_list("id, name:full_name, meta->>tone, total::text, \"odd name\"");
        let expected = ["id", "full_name", "meta", "total", "odd name"].map(str::to_owned).to_vec();
        assert_eq!(columns, Columns::Named(expected));
        assert!(embeds.is_empty());
    }

    #[test]
    fn embeds_nest_and_carry_hints() {
        let (columns, embeds) =
            select_list("*, author:profiles!posts_author_fkey!inner(name, team:teams(id)), tags(count)");
        assert_eq!(columns, Columns::All);
        assert_eq!(embeds.len(), 2);
        assert_eq!((embeds[0].relation.as_str(), embeds[0].inner), ("profiles", true));
        assert_eq!(embeds[0].hint.as_deref(), Some("posts_author_fkey"));
        assert_eq!(embeds[0].embeds[0].alias.as_deref(), Some("team"));
    }

    #[test]
    fn aggregates_are_columns() {
        let (columns, embeds) = select_list("status, amount.sum(), count()");
        assert_eq!(columns, Columns::Named(vec!["status".into(), "amount".into()]));
        assert!(embeds.is_empty());
    }

    #[test]
    fn or_groups_and_holes() {
        let (groups, unread) = or_filter(&format!("name.ilike.%{HOLE}%,and(a.eq.1,b.not.is.null),org.id.eq.{HOLE}"));
        assert!(!unread);
        assert_eq!(groups.len(), 3);
        assert_eq!(groups[1][1].op, "not.is");
        assert_eq!(groups[2][0].column.as_deref(), Some("org.id"));
        assert!(or_filter(HOLE).1);
        assert!(or_filter(&format!("{HOLE}.eq.1")).1);
    }
}
