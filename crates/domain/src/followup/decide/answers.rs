//! Whether a report is whole: its answers fit the questions of its target.

use std::collections::BTreeMap;

use crate::employment::{AnswerFault, EmploymentRefusal, LONGEST, short};
use crate::followup::rules::{AnswerKind, FollowUpRules, Question, Target};
use crate::followup::visit::{Answer, Findings, Manner, VisitReport};

/// Every fault of the answers at once.
pub(super) fn check(report: &VisitReport, rules: &FollowUpRules) -> Result<(), EmploymentRefusal> {
    if let Some(policy) = report.policies.iter().find(|code| !rules.policies.contains(code)) {
        return Err(EmploymentRefusal::UnknownPolicy { policy: policy.clone() });
    }
    let Some(findings) = report.findings.get() else { return Ok(()) };
    if let Some(need) = findings.needs.iter().find(|code| !rules.needs.contains(code)) {
        return Err(EmploymentRefusal::UnknownNeed { need: need.clone() });
    }
    let faults = faults(report.slot.target, &findings.answers, rules);
    if !faults.is_empty() {
        return Err(EmploymentRefusal::Answers { faults });
    }
    texts(report.manner, findings)
}

/// What is wrong with answers to the questions for a target.
pub(crate) fn faults(
    target: Target,
    answers: &BTreeMap<String, Answer>,
    rules: &FollowUpRules,
) -> Vec<AnswerFault> {
    let asked: Vec<&Question> = rules.asked(target).collect();
    let mut faults = Vec::new();
    for question in &asked {
        let fault = match (question.kind, answers.get(&question.code)) {
            (AnswerKind::YesNo, None) => Some("missing"),
            (AnswerKind::YesNo, Some(Answer::Text(_))) => Some("wrong-kind"),
            (AnswerKind::Text, Some(Answer::Text(text))) if text.chars().count() > LONGEST => {
                Some("text-too-long")
            }
            (AnswerKind::Text, None | Some(Answer::Text(_))) | (AnswerKind::YesNo, Some(_)) => None,
            (AnswerKind::Text, Some(_)) => Some("wrong-kind"),
        };
        faults.extend(fault.map(|fault| AnswerFault { question: question.code.clone(), fault }));
    }
    let unknown = answers.keys().filter(|code| !asked.iter().any(|one| one.code == **code));
    faults.extend(unknown.map(|code| AnswerFault { question: code.clone(), fault: "unknown-question" }));
    faults
}

/// Where somebody was is part of what makes a visit real (B4.1); by telephone there is no place.
fn texts(manner: Manner, findings: &Findings) -> Result<(), EmploymentRefusal> {
    for (field, text) in [
        ("place", &findings.place),
        ("other_needs", &findings.other_needs),
        ("note", &findings.note),
        ("signed_by", &findings.signed_by),
    ] {
        short(field, text)?;
    }
    let field = match manner {
        Manner::OnTheSpot if findings.place.trim().is_empty() => "place",
        Manner::Other if findings.note.trim().is_empty() => "note",
        _ => return Ok(()),
    };
    Err(EmploymentRefusal::Missing { field })
}
