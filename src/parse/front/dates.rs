//! Days in front matter that contradict one another. From: the front matter of one page. To:
//! faults.

use super::FrontMatter;
use super::common::Common;
use crate::base::{Code, Fault, Faults};
use crate::parse::kind::Kind;

/// Reports days that contradict one another.
pub(super) fn check_dates(front: &FrontMatter, faults: &mut Faults) {
    check_expiry(&front.common, faults);
    let is_of_another_day = matches!(front.kind, Kind::Page | Kind::Section | Kind::Declared(_));
    if !is_of_another_day {
        check_before_publication(&front.common, faults);
    }
}

/// Reports a page that is gone before it is published.
fn check_expiry(common: &Common, faults: &mut Faults) {
    let Some(expires) = &common.expires_on else {
        return;
    };
    let starts = [("publish_on", &common.publish_on), ("date", &common.date)];
    for (name, date) in starts {
        let Some(first) = date.as_ref().filter(|date| date.value >= expires.value) else {
            continue;
        };
        let message = format!(
            "the page expires on {}, which is not after its `{name}`, {}: it would never be seen",
            expires.value, first.value
        );
        faults.push(
            Fault::error(Code::DatesDisagree, message)
                .at(expires.span.clone())
                .label(first.span.clone(), format!("`{name}` is here"))
                .help("`expires_on` is the day from which the page is gone"),
        );
        return;
    }
}

/// Reports what is said to happen to a page before its `date`, for kinds that are published on that
/// day. The `date` of other pages may be the day of an event, which one writes about beforehand.
fn check_before_publication(common: &Common, faults: &mut Faults) {
    let Some(date) = &common.date else {
        return;
    };
    let days = [
        ("updated", &common.updated, "changed"),
        ("review_by", &common.review_by, "is to be read again"),
    ];
    for (name, day, what) in days {
        let Some(day) = day.as_ref().filter(|day| day.value < date.value) else {
            continue;
        };
        let message = format!(
            "it {what} on {}, which is before its `date`, {}",
            day.value, date.value
        );
        let help = format!(
            "`date` is the day of publication; correct one of the two, or take `{name}` out"
        );
        faults.push(
            Fault::warning(Code::DatesDisagree, message)
                .at(day.span.clone())
                .label(date.span.clone(), "`date` is here")
                .help(help),
        );
    }
}
