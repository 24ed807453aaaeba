"""Write the packaged weights as a sentence-transformers folder: BERT, mean pooling, normalisation."""

from __future__ import annotations

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Normalize, Pooling, Transformer
from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Nmt, Replace, Sequence
from tokenizers.pre_tokenizers import Metaspace, WhitespaceSplit
from tokenizers.pre_tokenizers import Sequence as PreSequence
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from knowledge.encoder.packaged import PackagedModel

MAX_TOKENS = 512
UNKNOWN = 3
SPECIAL = {"bos_token": "<s>", "cls_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>",
           "sep_token": "</s>", "unk_token": "<unk>", "mask_token": "<mask>"}  # fmt: skip
# our name of a layer's tensor -> BERT's
LAYER = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
         "ao": "attention.output.dense", "aln": "attention.output.LayerNorm", "fi": "intermediate.dense",
         "fo": "output.dense", "oln": "output.LayerNorm"}  # fmt: skip
EMBEDDINGS = {"emb.word": "word_embeddings.weight", "emb.pos": "position_embeddings.weight",
              "emb.type": "token_type_embeddings.weight", "emb.ln.w": "LayerNorm.weight",
              "emb.ln.b": "LayerNorm.bias"}  # fmt: skip


def build_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """XLM-R's unigram tokenizer from its pieces; normalisation is SentencePiece's nmt_nfkc."""
    tokenizer = Tokenizer(Unigram(pieces, unk_id=UNKNOWN))
    tokenizer.normalizer = Sequence([Nmt(), NFKC(), Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = PreSequence([WhitespaceSplit(), Metaspace()])
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def state_dict(model: PackagedModel) -> dict[str, torch.Tensor]:
    """The tensors under BERT's names and in its shapes."""
    renamed = {}
    for name, flat in model.tensors.items():
        if name in EMBEDDINGS:
            renamed["embeddings." + EMBEDDINGS[name]] = flat
        else:
            layer, part, kind = name.split(".")
            suffix = "weight" if kind == "w" else "bias"
            renamed[f"encoder.layer.{layer[1:]}.{LAYER[part]}.{suffix}"] = flat
    shapes = {name: tensor.shape for name, tensor in _empty_bert(model).state_dict().items()}
    return {name: torch.tensor(flat).reshape(shapes[name]) for name, flat in renamed.items()}


def _empty_bert(model: PackagedModel) -> BertModel:
    sizes = model.hyperparameters
    config = BertConfig(
        vocab_size=sizes.vocabulary, hidden_size=sizes.hidden, num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads, intermediate_size=sizes.intermediate, pad_token_id=1,
        max_position_embeddings=sizes.positions, type_vocab_size=sizes.token_types,
        layer_norm_eps=sizes.layer_norm_eps,
    )  # fmt: skip
    with torch.device("meta"):
        return BertModel(config, add_pooling_layer=False)


def write(model: PackagedModel, folder: Path) -> SentenceTransformer:
    """Save `model` below `folder` and return it loaded on the CPU."""
    bert = _empty_bert(model)
    bert.load_state_dict(state_dict(model), assign=True, strict=True)
    inner = folder / "transformer"
    bert.save_pretrained(inner)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=build_tokenizer(model.pieces), model_max_length=MAX_TOKENS, **SPECIAL
    )
    tokenizer.save_pretrained(inner)
    transformer = Transformer(str(inner), max_seq_length=MAX_TOKENS)
    pooling = Pooling(model.hyperparameters.hidden, pooling_mode="mean")
    return SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu")
