//! Draws the charts of a page in the site's words, and gives the drawings to the templates of
//! blocks.

use super::answers::Answers;
use super::date_filters;
use super::facts::record::RecordBuilder;
use super::functions::fill;
use crate::base::Date;
use crate::numbers::charts::{Chart, ChartWords, DatePrecision, description, draw};
use crate::numbers::written::NumberMarks;
use minijinja::Value;
use std::fmt::Write as _;

/// The words of a site, for charts.
struct SiteChartWords<'a> {
    answers: &'a Answers,
    marks: NumberMarks,
}

/// Returns the drawing of a chart; `id` is the identifier of its block.
pub(super) fn drawing(answers: &Answers, chart: &Chart, id: &str) -> Value {
    let words = SiteChartWords {
        answers,
        marks: answers.words().number_marks(),
    };
    let drawing = draw(chart, id, &words);
    RecordBuilder::default()
        .with("wide", Value::from_safe_string(drawing.wide))
        .with("narrow", Value::from_safe_string(drawing.narrow))
        .with("description", drawing.description)
        .done()
}

/// Returns what a chart shows in words, and no drawing.
pub(super) fn without_drawing(answers: &Answers, chart: &Chart) -> Value {
    let words = SiteChartWords {
        answers,
        marks: answers.words().number_marks(),
    };
    RecordBuilder::default()
        .with("description", description(chart, &words))
        .done()
}

impl ChartWords for SiteChartWords<'_> {
    fn say(&self, key: &str, count: Option<usize>, values: &[(&str, &str)]) -> String {
        let words = self.answers.words();
        let number = count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        let text = match number {
            Some(number) => words.counted(key, number),
            None => words.get(key),
        };
        fill(&text.unwrap_or_default(), |name, out| {
            if name == "n" {
                return write!(out, "{}", number?).ok();
            }
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            out.push_str(value);
            Some(())
        })
    }

    fn marks(&self) -> &NumberMarks {
        &self.marks
    }

    fn date(&self, date: Date, precision: DatePrecision) -> String {
        let words = self.answers.date_words();
        let pattern = match precision {
            DatePrecision::Year => "{year}",
            DatePrecision::Month => &words.month,
            DatePrecision::Day => &words.day,
        };
        date_filters::written(self.answers, date, pattern)
    }
}
