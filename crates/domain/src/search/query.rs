//! What a person asks for.

use super::term::{Run, folded, runs, short};

/// So many parts of a query count: more were not typed by a person.
const MOST_PARTS: usize = 16;
/// So many characters of a query count.
const LONGEST: usize = 400;

/// A part of a query. Something is found when every part of the query is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A word: the whole of one, or the beginning.
    Word(String),
    /// Dense writing: stands in the text as it is. One character, or more.
    Dense(String),
}

/// A query, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Its parts, each once. None: nothing is found.
    pub parts: Vec<Part>,
}

impl Query {
    /// Takes a query apart, as it was typed.
    pub fn new(text: &str) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        let folded = folded(&text);
        let mut parts: Vec<Part> = Vec::new();
        for run in runs(&folded) {
            let part = match run {
                Run::Word(word) => Part::Word(short(word).to_owned()),
                Run::Dense(run) => Part::Dense(run.to_owned()),
            };
            if !parts.contains(&part) && parts.len() < MOST_PARTS {
                parts.push(part);
            }
        }
        Self { parts }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether a text has every part, a word also as the beginning of one. For texts that are not indexed.
    pub fn is_in(&self, text: &str) -> bool {
        let folded = folded(text);
        !self.parts.is_empty()
            && self.parts.iter().all(|part| match part {
                Part::Dense(run) => folded.contains(run.as_str()),
                Part::Word(begun) => runs(&folded).any(|run| match run {
                    Run::Word(word) => word.starts_with(begun.as_str()),
                    Run::Dense(_) => false,
                }),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Part {
        Part::Word(text.to_owned())
    }
    fn dense(text: &str) -> Part {
        Part::Dense(text.to_owned())
    }

    #[test]
    fn every_part_counts_once() {
        let query = Query::new(" めんせつ　Remote面 REMOTE, ｶ゙ ");
        assert_eq!(query.parts, [dense("メンセツ"), word("remote"), dense("面"), dense("ガ")]);
        assert_eq!(Query::new("。、!?").parts, []);
        assert_eq!(Query::new(&"あ い う え お か き く け こ ".repeat(100)).parts.len(), 10);
        let many: String = ('a'..='z').flat_map(|c| [c, ' ']).collect();
        assert_eq!(Query::new(&many).parts.len(), MOST_PARTS);
    }

    #[test]
    fn a_text_has_all_or_is_not_found() {
        let query = Query::new("面接 remo");
        assert!(query.is_in("Ｒｅｍｏｔｅで面接"));
        assert!(!query.is_in("premote 面接"), "not the middle of a word");
        assert!(!query.is_in("面 接 remote"));
        assert!(!Query::default().is_in("x"));
    }
}
