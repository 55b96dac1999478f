"""Applicants (申报主体): enterprises, people, families, banks and units, with what a form of one must satisfy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from models.cases.identity import (
    check_credit_code,
    check_id_number,
    mask_account,
    mask_number,
    mask_phone,
    tidy_code,
)
from models.errors import UserError
from models.policy.model import ApplicantKind

KINDS: tuple[ApplicantKind, ...] = ("企业", "个人", "家庭", "银行", "单位")
PERSONAL: tuple[ApplicantKind, ...] = ("个人", "家庭")
OTHER_DOCUMENT = "其他证件"


@dataclass(frozen=True)
class Contact:
    """A further person to speak to."""

    name: str
    phone: str = ""
    post: str = ""


@dataclass(frozen=True)
class Account:
    """A further bank account."""

    bank: str
    account: str
    holder: str = ""


@dataclass(frozen=True)
class Member:
    """A member of a family; a person belongs to one registered family only."""

    name: str
    id_number: str = ""
    relation: str = ""


@dataclass(frozen=True)
class ApplicantForm:
    """What the officer fills in; `code` is the 统一社会信用代码, or the ID number of the person or family head.

    `document` is 其他证件 for people without a resident's ID card, whose number cannot be checked.
    """

    kind: ApplicantKind
    name: str
    code: str = ""
    document: str = ""
    representative: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""
    account: str = ""
    street: str = ""
    remark: str = ""
    contacts: tuple[Contact, ...] = ()
    accounts: tuple[Account, ...] = ()
    members: tuple[Member, ...] = ()
    id: int | None = None


@dataclass(frozen=True)
class Applicant(ApplicantForm):
    """A saved applicant; `merged_into` names the one that a duplicate was merged into."""

    id: int = 0
    uid: str = ""
    version: int = 1
    merged_into: int | None = None
    created_at: str = ""

    @property
    def masked_code(self) -> str:
        """The code as lists show it: hidden for people, open for enterprises."""
        return mask_number(self.code) if self.kind in PERSONAL else self.code

    @property
    def masked_phone(self) -> str:
        """The telephone number as lists show it."""
        return mask_phone(self.phone)

    @property
    def masked_account(self) -> str:
        """The bank account as lists show it."""
        return mask_account(self.account)


def tidy(form: ApplicantForm, *, today: date) -> tuple[ApplicantForm, tuple[UserError, ...]]:
    """Return the form as it would be saved, and all its faults, each naming its field."""
    errors: list[UserError] = []

    def keep(check: Callable[[], str], fallback: str) -> str:
        try:
            return check()
        except UserError as error:
            errors.append(error)
            return fallback

    name = " ".join(form.name.split())
    if form.kind not in KINDS:
        errors.append(UserError("请选择主体类别", field="kind"))
    if not name:
        errors.append(UserError("请填写名称", field="name"))
    elif len(name) > 120:
        errors.append(UserError("名称过长", f"共 {len(name)} 个字", "请控制在120字以内", field="name"))
    code = keep(lambda: _checked_code(form, today), tidy_code(form.code))
    phone = keep(lambda: _checked_phone(form.phone, "phone"), form.phone)
    account = keep(lambda: _checked_account(form.account, "account"), form.account)
    members = _tidy_members(form, today, errors)
    tidied = replace(
        form,
        name=name,
        code=code,
        phone=phone,
        account=account,
        members=members,
        **{
            key: getattr(form, key).strip()
            for key in ("representative", "address", "contact", "bank", "street")
        },
    )
    return tidied, tuple(errors)


def _checked_code(form: ApplicantForm, today: date) -> str:
    if form.kind in PERSONAL:
        if form.document == OTHER_DOCUMENT:
            return _other_document(form)
        return check_id_number(form.code, today=today)
    if form.kind == "单位" and not form.code.strip():
        return ""
    return check_credit_code(form.code)


def _other_document(form: ApplicantForm) -> str:
    code = tidy_code(form.code)
    if not code:
        raise UserError("请填写证件号码", field="code")
    return code


def _checked_phone(typed: str, field: str) -> str:
    phone = tidy_code(typed)
    digits = phone.removeprefix("+")
    if not phone:
        return ""
    if not (digits.isascii() and digits.isdigit()) or not 7 <= len(digits) <= 15:
        raise UserError(
            "联系电话不像电话号码", f"填写的是“{typed.strip()[:30]}”", "请填写7至15位数字", field=field
        )
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "012":
        raise UserError("手机号码不对", "手机号码第2位不会是0、1、2", "请核对", field=field)
    return phone


def _checked_account(typed: str, field: str) -> str:
    account = tidy_code(typed)
    if account and (not (account.isascii() and account.isdigit()) or not 8 <= len(account) <= 32):
        raise UserError("银行账号应为8至32位数字", f"填写了 {len(account)} 位", "请核对", field=field)
    return account


def _tidy_members(form: ApplicantForm, today: date, errors: list[UserError]) -> tuple[Member, ...]:
    members: list[Member] = []
    for index, member in enumerate(form.members):
        number = member.id_number
        if number.strip():
            try:
                number = check_id_number(number, field=f"members.{index}.id_number", today=today)
            except UserError as error:
                errors.append(error)
        members.append(replace(member, name=member.name.strip(), id_number=number))
    numbers = [member.id_number for member in members if member.id_number]
    if len(set(numbers)) < len(numbers):
        errors.append(UserError("家庭成员的身份证号重复", field="members"))
    return tuple(members)
