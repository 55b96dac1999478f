"""Award rules as pure functions from facts to an assessment."""

from models.awards.arithmetic import Step
from models.awards.assessment import Assessment, Finding, assess, district_share, findings_of
from models.awards.facts import FactValue, parse_facts

__all__ = [
    "Assessment",
    "FactValue",
    "Finding",
    "Step",
    "assess",
    "district_share",
    "findings_of",
    "parse_facts",
]
