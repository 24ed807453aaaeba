"""Fine-tune the encoder on the training questions and follow-ups: those with one label come together, others part.

Only adapters in the upper layers learn (knowledge.encoder.adapter), so what the lower layers make of each question
is computed once. The loss is cross-entropy over cosines with a learnt direction for each label.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from knowledge import content as content_module
from knowledge.encoder import adapter, checkpoint, packaged
from knowledge.encoder.onnx import QUERY
from knowledge.train import learnt

FIRST, RANK = 6, 16  # of twelve layers; adapters of 16 in the upper half
EPOCHS, BATCH = 3, 32
RATE, DIRECTION_RATE = 1e-3, 5e-3
SHARPNESS = 16.0  # cosines to logits
LONGEST = 96  # tokens
WARM_UP = 100  # steps


class Tuning:
    """The model, its training data as the lower layers see it, and the loop."""

    def __init__(self, folder: Path, texts: list[str], targets: list[int], say: Callable[[str], None]):
        """`folder` is for scratch files."""
        model = checkpoint.write(packaged.read(), folder)
        self._bert, self._tokenizer = model[0].auto_model.requires_grad_(False).eval(), model.tokenizer
        self._layers, self._say = self._bert.encoder.layer, say
        self._targets = torch.tensor(targets)
        say(f"lower layers of {len(texts)} questions")
        self._lower = self._through_lower([QUERY + text for text in texts])
        self._adapters = adapter.attach(self._layers, FIRST, RANK)
        self._directions = nn.Parameter(0.05 * torch.randn(int(self._targets.max()) + 1, self._bert.config.hidden_size))

    def run(self) -> dict[str, adapter.Adapted]:
        """All epochs; the adapters that have learnt."""
        weights = [part for one in self._adapters.values() for part in (one.a, one.b)]
        groups = [{"params": weights, "weight_decay": 0.01}, {"params": [self._directions], "weight_decay": 0.0}]
        optimizer = torch.optim.AdamW(groups)
        total, step = EPOCHS * math.ceil(len(self._lower) / BATCH), 0
        self._bert.train()
        for epoch in range(1, EPOCHS + 1):
            for batch in self._batches():
                self._set_rates(optimizer, step, total)
                loss = self._learn(optimizer, weights, batch)
                step += 1
                if step % 50 == 0:
                    self._say(f"epoch {epoch} of {EPOCHS}, step {step} of {total}, loss {loss:.2f}")
        return self._adapters

    def _set_rates(self, optimizer: torch.optim.Optimizer, step: int, total: int) -> None:
        """A warm-up, then down along a cosine."""
        share = min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * step / total))
        for group, rate in zip(optimizer.param_groups, (RATE, DIRECTION_RATE)):
            group["lr"] = share * rate

    def _learn(self, optimizer: torch.optim.Optimizer, weights: list[nn.Parameter], batch: list[int]) -> float:
        cosines = self._vectors(batch) @ nn.functional.normalize(self._directions, dim=1).T
        loss = nn.functional.cross_entropy(SHARPNESS * cosines, self._targets[batch], label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        return loss.item()

    def _batches(self) -> list[list[int]]:
        """Questions of about one length together, so that little is padded; the batches in random order."""
        order = sorted(range(len(self._lower)), key=lambda number: len(self._lower[number]) + 6 * random.random())
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        random.shuffle(batches)
        return batches

    def _vectors(self, batch: list[int]) -> torch.Tensor:
        """Unit vectors (batch, dimensions): the upper layers, mean pooling."""
        hidden = nn.utils.rnn.pad_sequence([self._lower[number].float() for number in batch], batch_first=True)
        lengths = torch.tensor([len(self._lower[number]) for number in batch])
        mask = (torch.arange(hidden.shape[1]) < lengths[:, None]).float()
        hidden = self._through(self._layers[FIRST:], hidden, mask)
        return nn.functional.normalize((hidden * mask[:, :, None]).sum(1) / lengths[:, None], dim=1)

    @torch.no_grad()
    def _through_lower(self, texts: list[str]) -> list[torch.Tensor]:
        """What the lower layers make of each text: (tokens, dimensions) each, half precision."""
        found: list[torch.Tensor] = [torch.empty(0)] * len(texts)
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(order), 64):
            chosen = order[start : start + 64]
            read = self._tokenizer(
                [texts[number] for number in chosen], padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
            )
            mask = read["attention_mask"]
            hidden = self._through(self._layers[:FIRST], self._bert.embeddings(input_ids=read["input_ids"]), mask.float())
            for number, row, length in zip(chosen, hidden, mask.sum(1).tolist()):
                found[number] = row[:length].half().clone()
            if start % 3200 == 0:
                self._say(f"{start} of {len(texts)}")
        return found

    def _through(self, layers: nn.ModuleList, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        bias = (1 - mask[:, None, None, :]) * -1e4
        for layer in layers:
            made = layer(hidden, attention_mask=bias)
            hidden = made[0] if isinstance(made, tuple) else made
        return hidden


def tune(folder: Path, say: Callable[[str], None]) -> None:
    """Write data/adapter.npz. Raises ContentError, naming file and place; takes about half an hour on two cores."""
    random.seed(0)
    torch.manual_seed(0)
    labelled, _ = learnt(content_module.load())
    labels = sorted({entry.label for entry in labelled})
    tuning = Tuning(folder, [entry.text for entry in labelled], [labels.index(entry.label) for entry in labelled], say)
    adapter.save(tuning.run())
