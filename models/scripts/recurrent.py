"""Gated recurrent units and a likelihood of label sequences for PyTorch, fast enough to train on one processor core.

Both are written with their own gradients: stepping through time under autograd takes three times as long. The units
reset the state before they multiply it (ONNX calls that `linear_before_reset=0`), as Paddle's do and PyTorch's do not.
"""

from typing import Any

import torch
from torch import Tensor, nn


class Steps(torch.autograd.Function):
    """The recurrent part, both directions at once."""

    @staticmethod
    def forward(ctx: Any, gates: Tensor, mask: Tensor, recurrent: Tensor, candidate: Tensor) -> Tensor:
        """[time, 2, batch, 3 * width] gates (update, reset, candidate) to [time, 2, batch, width] states."""
        time, _, batch, width = *gates.shape[:3], gates.shape[3] // 3
        state = gates.new_zeros(2, batch, width)
        states = gates.new_zeros(time + 1, 2, batch, width)
        updates, resets, candidates = (gates.new_empty(time, 2, batch, width) for _ in range(3))
        for step in range(time):
            both = torch.baddbmm(gates[step, ..., : 2 * width], state, recurrent).sigmoid_()
            updates[step], resets[step] = both.chunk(2, -1)
            candidates[step] = torch.baddbmm(gates[step, ..., 2 * width :], resets[step] * state, candidate).tanh_()
            state = torch.lerp(state, candidates[step], updates[step] * mask[step])
            states[step + 1] = state
        ctx.save_for_backward(mask, recurrent, candidate, updates, resets, candidates, states)
        return states[1:]

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        """Back through time."""
        mask, recurrent, candidate, updates, resets, candidates, states = ctx.saved_tensors
        time, _, batch, width = updates.shape
        before = states[:-1]
        to_gates = before.new_empty(time, 2, batch, 3 * width)
        to_state = before.new_zeros(2, batch, width)
        open_share = updates * mask
        by_update = (candidates - before) * mask * updates * (1 - updates)
        by_candidate = open_share * (1 - candidates * candidates)
        by_reset = before * resets * (1 - resets)
        back, back_candidate = recurrent.transpose(1, 2).contiguous(), candidate.transpose(1, 2).contiguous()
        for step in range(time - 1, -1, -1):
            to_state = to_state + gradients[0][step]
            to_candidate = to_state * by_candidate[step]
            through_reset = torch.bmm(to_candidate, back_candidate)
            to_gates[step] = torch.cat(
                [to_state * by_update[step], through_reset * by_reset[step], to_candidate], dim=-1
            )
            to_state = to_state * (1 - open_share[step]) + through_reset * resets[step]
            to_state = torch.baddbmm(to_state, to_gates[step, ..., : 2 * width], back)
        flat = to_gates.transpose(0, 1).reshape(2, time * batch, 3 * width)
        to_recurrent = _flat(before).transpose(1, 2) @ flat[..., : 2 * width]
        to_weights = _flat(resets * before).transpose(1, 2) @ flat[..., 2 * width :]
        return to_gates, None, to_recurrent, to_weights


def _flat(states: Tensor) -> Tensor:
    return states.transpose(0, 1).reshape(2, -1, states.shape[-1])


class Recurrent(nn.Module):
    """A layer of gated recurrent units that reads forwards and backwards."""

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.inputs = nn.Parameter(torch.empty(2, inputs, 3 * width).uniform_(-0.1, 0.1))
        self.bias = nn.Parameter(torch.zeros(2, 1, 3 * width))
        self.recurrent = nn.Parameter(torch.empty(2, width, 2 * width).uniform_(-0.1, 0.1))
        self.candidate = nn.Parameter(torch.empty(2, width, width).uniform_(-0.1, 0.1))

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        """[batch, time, inputs] and [batch, time] to [batch, time, 2 * width]."""
        batch, time, size = values.shape
        forwards, there = values.transpose(0, 1), mask.t().unsqueeze(-1)
        both = torch.stack([forwards, forwards.flip(0)]).reshape(2, time * batch, size)
        gates = torch.baddbmm(self.bias, both, self.inputs).view(2, time, batch, -1).transpose(0, 1)
        is_there = torch.stack([there, there.flip(0)], 1)
        states: Tensor = Steps.apply(gates, is_there, self.recurrent, self.candidate)  # type: ignore[no-untyped-call]
        return torch.cat([states[:, 0], states[:, 1].flip(0)], -1).transpose(0, 1)


class Likelihood(torch.autograd.Function):
    """How unlikely the right labels are among all well-formed sequences of labels."""

    @staticmethod
    def forward(ctx: Any, scores: Tensor, labels: Tensor, mask: Tensor, rules: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        """[batch, time, labels] scores and [batch, time] right labels to [batch] negative logarithms.

        `rules` are what may follow what ([labels, labels]), come first, and come last: 0, or a large negative number.
        """
        follows, first, last = rules
        by_time, there, allowed = scores.detach().transpose(0, 1), mask.t().unsqueeze(-1) > 0, follows.exp()
        ahead = [first + by_time[0]]
        for step in range(1, len(by_time)):
            summed = _log_product(ahead[-1], allowed) + by_time[step]
            ahead.append(torch.where(there[step], summed, ahead[-1]))
        behind = [last.expand(scores.shape[0], -1)]
        for step in range(len(by_time) - 1, 0, -1):
            summed = _log_product(behind[-1] + by_time[step], allowed.t())
            behind.append(torch.where(there[step], summed, behind[-1]))
        total = torch.logsumexp(ahead[-1] + last, 1)
        shares = (torch.stack(ahead) + torch.stack(behind[::-1]) - total[None, :, None]).exp().transpose(0, 1)
        right = torch.zeros_like(scores).scatter_(2, labels.unsqueeze(-1), 1.0)
        ctx.save_for_backward((shares - right) * mask.unsqueeze(-1))
        return total - (scores.detach() * right * mask.unsqueeze(-1)).sum((1, 2))

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        """The share of each label less the right one."""
        (difference,) = ctx.saved_tensors
        return difference * gradients[0].view(-1, 1, 1), None, None, None


def _log_product(logs: Tensor, matrix: Tensor) -> Tensor:
    highest = logs.max(1, keepdim=True).values
    product: Tensor = ((logs - highest).exp() @ matrix).clamp_min(1e-30).log() + highest
    return product
