"""The fine-tuning adapter: what is merged computes what was learnt, and what does not fit is refused."""

import numpy as np
import pytest
import torch
from torch import nn
from transformers import BertConfig, BertModel

from knowledge.encoder import adapter
from knowledge.encoder.packaged import EncoderError

SIZES = {"vocab_size": 20, "hidden_size": 8, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 16,
         "attn_implementation": "eager"}  # fmt: skip


def layers(hidden: int = 8) -> nn.ModuleList:
    torch.manual_seed(0)
    return BertModel(BertConfig(**SIZES | {"hidden_size": hidden}), add_pooling_layer=False).eval().encoder.layer


def output(stack: nn.ModuleList, inputs: torch.Tensor) -> torch.Tensor:
    for layer in stack:
        made = layer(inputs, attention_mask=torch.zeros(1, 1, 1, inputs.shape[1]))
        inputs = made[0] if isinstance(made, tuple) else made
    return inputs.detach()


@pytest.fixture
def learnt(tmp_path):
    """Layers whose adapters have learnt something, and the file of these."""
    stack = layers()
    found = adapter.attach(stack, first=1, rank=2)
    for one in found.values():
        nn.init.normal_(one.b, std=0.1)
    stack.eval()
    adapter.save(found, tmp_path / "adapter.npz")
    return stack, tmp_path / "adapter.npz"


def test_an_adapter_starts_by_changing_nothing():
    inputs, stack = torch.randn(1, 5, 8), layers()
    before = output(stack, inputs)
    adapter.attach(stack, first=0, rank=2)
    assert torch.allclose(output(stack.eval(), inputs), before)


def test_only_the_upper_layers_learn():
    found = adapter.attach(layers(), first=2, rank=2)
    assert {name.partition(".")[0] for name in found} == {"2"}
    assert len(found) == len(adapter.PARTS)
    assert not any(one.linear.weight.requires_grad for one in found.values())


def test_merged_weights_compute_what_was_learnt(learnt):
    stack, file = learnt
    inputs, plain = torch.randn(1, 5, 8), layers()
    before = output(plain, inputs)
    adapter.merge(plain, file)
    merged = output(plain, inputs)
    assert torch.allclose(merged, output(stack, inputs), atol=5e-3)
    assert not torch.allclose(merged, before, atol=5e-2)


def test_an_adapter_for_another_encoder_is_refused(learnt):
    with pytest.raises(EncoderError, match=r"adapter\.npz does not fit"):
        adapter.merge(layers(hidden=4), learnt[1])


def test_versions_tell_files_apart(learnt, tmp_path):
    other = tmp_path / "other.npz"
    np.savez(other, x=np.zeros(1))
    assert adapter.version(learnt[1]) != adapter.version(other)
