//! The JSON schema of `plimsoll.toml`, for editors: `docs/configuration.schema.json`.

use serde_json::{Value, json};

use super::{Level, VOCABULARY};
use crate::rules::Catalogue;

/// The schema, with the names of all rules and families.
#[must_use]
pub fn schema(catalogue: &Catalogue) -> Value {
    let names: Vec<&str> = catalogue.names().collect();
    let attested: Vec<&str> =
        catalogue.rules.iter().filter(|rule| rule.metadata.attest).map(|rule| &*rule.id).collect();
    let words = json!({ "type": "array", "items": { "type": "string" } });
    let vocabulary: serde_json::Map<String, Value> =
        VOCABULARY.iter().map(|name| ((*name).to_owned(), words.clone())).collect();
    let levels: Vec<&str> = Level::ALL.iter().map(|level| level.word()).collect();
    let date =
        json!({ "type": "string", "format": "date", "description": "a date, also as TOML writes it without quotes" });
    let suppression = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["rule", "reason"],
        "properties": {
            "rule": { "$ref": "#/$defs/name" },
            "key": { "type": "string", "description": "only findings with this key" },
            "path": { "type": "string", "description": "only findings at paths like this, as in .gitignore" },
            "reason": { "type": "string", "minLength": 1 },
            "until": date,
        },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "plimsoll.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "rules": {
                "description": "the most that a rule or family may weigh; with one that is off there is no score",
                "type": "object",
                "propertyNames": { "$ref": "#/$defs/name" },
                "additionalProperties": { "enum": levels },
            },
            "exclude": {
                "description": "paths that are as if they did not exist, as in .gitignore",
                "type": "array",
                "items": { "type": "string" },
            },
            "vocabulary": {
                "description": "words that this project adds to the word lists",
                "type": "object",
                "additionalProperties": false,
                "properties": vocabulary,
            },
            "attest": {
                "description": "claims about what files cannot show; they expire after 180 days",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["id", "value", "by", "on"],
                    "properties": {
                        "id": { "enum": attested },
                        "value": { "type": "string", "description": "what is claimed" },
                        "by": { "type": "string" },
                        "on": date,
                        "evidence": { "type": "string", "description": "where to look" },
                    },
                },
            },
            "ignore": { "description": "findings that are wrong", "type": "array", "items": { "$ref": "#/$defs/suppression" } },
            "accept": {
                "description": "findings that are right and accepted; they stay in the score",
                "type": "array",
                "items": { "$ref": "#/$defs/suppression" },
            },
        },
        "$defs": { "name": { "enum": names }, "suppression": suppression },
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::schema;
    use crate::{config::Config, rules::Catalogue};

    /// What the reader would have accepted in place of a key that it does not know.
    fn known_to_the_reader(text: &str) -> Vec<String> {
        let error = toml::from_str::<Config>(text).unwrap_err().to_string();
        let expected = error.split("expected").nth(1).unwrap_or_default();
        let mut names: Vec<String> = expected.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        names.sort();
        names
    }

    #[test]
    fn the_schema_has_the_keys_that_the_reader_knows() {
        let schema = schema(&Catalogue::built_in().unwrap());
        for (pointer, text) in [
            ("", "nonsense = 1"),
            ("/properties/vocabulary", "[vocabulary]\nnonsense = 1"),
            ("/properties/attest/items", "[[attest]]\nnonsense = 1"),
            ("/$defs/suppression", "[[accept]]\nnonsense = 1"),
        ] {
            let properties = schema.pointer(&format!("{pointer}/properties")).and_then(Value::as_object).unwrap();
            let mut keys: Vec<String> = properties.keys().cloned().collect();
            keys.sort();
            assert_eq!(keys, known_to_the_reader(text), "{pointer}");
        }
    }
}
