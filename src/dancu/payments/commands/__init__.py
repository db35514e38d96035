"""Give receipts, ask for transfers, take what came, pay back."""

from dancu.payments.commands.bills import ask_for
from dancu.payments.commands.receipts import ReceiptNumberUsed, give_receipt
from dancu.payments.commands.refunds import NotThatMuch, pay_back, send_refund
from dancu.payments.commands.reports import (
    NoSuchBill,
    NoSuchRefund,
    OtherTransfer,
    take_report,
)
from dancu.payments.commands.transfers import claim

__all__ = [
    "NoSuchBill",
    "NoSuchRefund",
    "NotThatMuch",
    "OtherTransfer",
    "ReceiptNumberUsed",
    "ask_for",
    "claim",
    "give_receipt",
    "pay_back",
    "send_refund",
    "take_report",
]
