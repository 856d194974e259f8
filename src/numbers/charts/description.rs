//! What a chart shows, in words: for people who do not see it, written from its figures.

use super::caterpillar::{IntervalSide, side_of};
use super::chart::ChartKind;
use super::curves::FunnelSide;
use super::funnel::limit_names;
use super::plan::ChartPlan;
use super::words::value_text;
use std::cmp::Ordering;

/// The most names in a list; more are counted.
const MOST_NAMES: usize = 3;

/// Writes the description of a chart: what it is, from where to where its values go, which are the
/// highest and the lowest, how a line goes, and what is not given. An author's own description
/// stands in the place of all this.
pub(super) fn describe(plan: &ChartPlan<'_>) -> String {
    if let Some(own) = &plan.chart.alternative {
        return own.clone();
    }
    let mut says = vec![kind(plan)];
    let compared = plan.compared();
    for series in 0..compared {
        says.extend(range(plan, series));
        if plan.chart.kind == ChartKind::Line {
            says.extend(trend(plan, series));
        }
    }
    if let Some(target) = plan.target_text() {
        says.push(
            plan.words
                .say("chart_says_target", None, &[("target", &target)]),
        );
    }
    match plan.chart.kind {
        ChartKind::Caterpillar if plan.chart.target.is_some() => says.push(sides(plan)),
        ChartKind::Funnel => says.push(funnel_sides(plan)),
        _ => {}
    }
    says.extend(gaps(plan, compared));
    says.extend(left_out(plan));
    says.join(" ")
}

/// Says what kind of chart it is, and how much it shows.
fn kind(plan: &ChartPlan<'_>) -> String {
    let count = plan.chart.rows.len();
    let key = match plan.chart.kind {
        ChartKind::Bar => "chart_says_bar",
        ChartKind::Grouped => "chart_says_grouped",
        ChartKind::Stacked => "chart_says_stacked",
        ChartKind::Line => "chart_says_line",
        ChartKind::Dot if plan.chart.rows.iter().all(|row| row.range().is_none()) => {
            "chart_says_marks"
        }
        ChartKind::Dot => "chart_says_dot",
        ChartKind::Caterpillar => "chart_says_caterpillar",
        ChartKind::Funnel => "chart_says_funnel",
    };
    let titles = plan.chart.series.iter().map(|series| series.title.as_str());
    let series = titles.collect::<Vec<_>>().join(", ");
    let first = plan.order.first().map_or("", |row| &plan.labels[*row]);
    let last = plan.order.last().map_or("", |row| &plan.labels[*row]);
    let values = [
        ("series", series.as_str()),
        ("first", first),
        ("last", last),
    ];
    plan.words.say(key, Some(count), &values)
}

/// Says from where to where the values of a series go, and which rows have the lowest and the
/// highest.
fn range(plan: &ChartPlan<'_>, series: usize) -> Option<String> {
    let mut numbers = plan.chart.numbers_of(series);
    let first = numbers.next()?;
    let (mut least, mut most) = (first, first);
    for value in numbers {
        least = least.min(value);
        most = most.max(value);
    }
    let form = &plan.chart.series[series].form;
    let (low, high) = (
        value_text(least, form, plan.words),
        value_text(most, form, plan.words),
    );
    let title = plan.chart.series[series].title.as_str();
    if plan.chart.numbers_of(series).count() == 1 {
        let name = names_at(plan, series, first);
        let values = [("series", title), ("value", &low), ("name", &name)];
        let key = if name.is_empty() {
            "chart_says_equal"
        } else {
            "chart_says_one"
        };
        return Some(plan.words.say(key, None, &values));
    }
    if least >= most {
        let values = [("series", title), ("value", low.as_str())];
        return Some(plan.words.say("chart_says_equal", None, &values));
    }
    let (low_name, high_name) = (names_at(plan, series, least), names_at(plan, series, most));
    let key = if low_name.is_empty() || high_name.is_empty() {
        "chart_says_range"
    } else {
        "chart_says_named_range"
    };
    let values = [
        ("series", title),
        ("low", low.as_str()),
        ("low_name", &low_name),
        ("high", &high),
        ("high_name", &high_name),
    ];
    Some(plan.words.say(key, None, &values))
}

/// Returns the names of the rows with a value.
fn names_at(plan: &ChartPlan<'_>, series: usize, value: f64) -> String {
    let rows = plan.rows();
    let rows = rows.filter(|(_, shown)| {
        let other = shown.number(series);
        other.is_some_and(|other| other.partial_cmp(&value) == Some(Ordering::Equal))
    });
    let names: Vec<&str> = rows.map(|(row, _)| plan.labels[row].as_str()).collect();
    if names.iter().any(|name| name.is_empty()) {
        return String::new();
    }
    if names.len() <= MOST_NAMES {
        return names.join(", ");
    }
    let more = names.len() - 1;
    let values = [("name", names[0])];
    plan.words.say("chart_says_more_names", Some(more), &values)
}

/// Says how a line goes from its first value to its last.
fn trend(plan: &ChartPlan<'_>, series: usize) -> Option<String> {
    let mut given = plan
        .rows()
        .filter(|(_, shown)| shown.number(series).is_some());
    let (first, first_row) = given.next()?;
    let (last, last_row) = given.last()?;
    let (from, to) = (first_row.number(series)?, last_row.number(series)?);
    let key = if from < to {
        "chart_says_rise"
    } else if from > to {
        "chart_says_fall"
    } else {
        "chart_says_level"
    };
    let (first_value, last_value) = (
        plan.figure_text(first, series),
        plan.figure_text(last, series),
    );
    let values = [
        ("series", plan.chart.series[series].title.as_str()),
        ("from", first_value),
        ("to", last_value),
        ("first", &plan.labels[first]),
        ("last", &plan.labels[last]),
    ];
    Some(plan.words.say(key, None, &values))
}

/// Says how many intervals lie above and below the target, and which if they are few.
fn sides(plan: &ChartPlan<'_>) -> String {
    let [above, below] = [IntervalSide::Above, IntervalSide::Below].map(|side| {
        let rows = plan.rows().filter(|(_, row)| row.number(0).is_some());
        let rows = rows.filter(|(_, row)| side_of(plan, row) == side);
        counted(plan, rows.map(|(row, _)| row))
    });
    let values = [("above", above.as_str()), ("below", &below)];
    plan.words.say("chart_says_sides", None, &values)
}

/// Says how many values lie outside of the limits of a funnel, and which if they are few.
fn funnel_sides(plan: &ChartPlan<'_>) -> String {
    let [between, outside] = [FunnelSide::Between, FunnelSide::Outside].map(|side| {
        let rows = plan.order.iter().copied();
        counted(
            plan,
            rows.filter(|row| plan.curves.sides.get(*row) == Some(&side)),
        )
    });
    let [inner, outer] = limit_names(plan);
    let values = [
        ("inner", inner.as_str()),
        ("outer", &outer),
        ("between", &between),
        ("outside", &outside),
    ];
    plan.words.say("chart_says_limits", None, &values)
}

/// Returns the number of rows, with their names if they have some and are few.
fn counted(plan: &ChartPlan<'_>, rows: impl Iterator<Item = usize>) -> String {
    let names: Vec<&str> = rows.map(|row| plan.labels[row].as_str()).collect();
    let count = names.len();
    let are_named = (1..=MOST_NAMES).contains(&count) && names.iter().all(|name| !name.is_empty());
    if are_named {
        format!("{count} ({})", names.join(", "))
    } else {
        count.to_string()
    }
}

/// Says which rows only the table shows.
fn left_out(plan: &ChartPlan<'_>) -> Option<String> {
    let names = plan.chart.left_out.join(", ");
    let is_told = !names.is_empty();
    is_told.then(|| {
        plan.words
            .say("chart_says_left_out", None, &[("names", &names)])
    })
}

/// Says how many values are not given, and with which signs they stand.
fn gaps(plan: &ChartPlan<'_>, compared: usize) -> Option<String> {
    let mut count = 0;
    let mut signs: Vec<&str> = Vec::new();
    for row in &plan.chart.rows {
        for series in 0..compared {
            let Some(sign) = row.gap(series) else {
                continue;
            };
            count += 1;
            if !sign.is_empty() && !signs.contains(&sign) {
                signs.push(sign);
            }
        }
    }
    let signs = signs.join(", ");
    let key = if signs.is_empty() {
        "chart_says_gaps"
    } else {
        "chart_says_signs"
    };
    (count > 0).then(|| plan.words.say(key, Some(count), &[("signs", &signs)]))
}
