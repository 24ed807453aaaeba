"""Make the encoder's folder from the packaged weights or from any sentence-transformers model."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from optimum.onnxruntime import AutoQuantizationConfig
from sentence_transformers import SentenceTransformer, export_dynamic_quantized_onnx_model
from sentence_transformers.models import Normalize, Pooling, Transformer

from knowledge.encoder import adapter, checkpoint, packaged
from knowledge.encoder.onnx import OnnxEncoder
from knowledge.encoder.packaged import EncoderError

PACKAGED = "packaged"
PLAIN = "plain"  # the same without what it has learnt from our questions, to compare
# These layers' second feed-forward product has inputs with outliers, which int8 for a whole batch cannot hold: in
# float32, the cosine to the float32 model is 0.993 instead of 0.981, for half a millisecond.
FLOAT32 = [f"/encoder/layer.{number}/output/dense/MatMul" for number in (0, 4, 5)]
REFERENCE = [
    "query: Wann begann die operative Partnerschaft mit Tunesien?",
    "query: Which documents does the page offer?",
    "passage: Schaffung geregelter Wege für legale Migration",
    "query: ما هي المجالات الخمسة؟",
    "query: Скільки всього ключових напрямів?",
]
LOWEST_COSINE = 0.98  # int8 against float32; 0.997 on average here


def load(name: str, folder: Path) -> SentenceTransformer:
    """The float32 model `name`: ``packaged`` (fine-tuned), ``plain``, a folder or a name on a hub. Raises EncoderError."""
    if name in (PACKAGED, PLAIN):
        model = checkpoint.write(packaged.read(), folder)
        if name == PACKAGED:
            adapter.merge(model[0].auto_model.encoder.layer)
        return model
    try:
        return SentenceTransformer(name, device="cpu")
    except Exception as error:
        raise EncoderError(f"The encoder '{name}' cannot be loaded: {error}") from error


def describe(model: SentenceTransformer) -> dict:
    """What the runtime must do after the network. Raises EncoderError for modules it does not know."""
    transformer, pooling, *rest = list(model)
    known = isinstance(transformer, Transformer) and isinstance(pooling, Pooling)
    if not known or pooling.pooling_mode not in {"mean", "cls"} or any(
        not isinstance(module, Normalize) for module in rest
    ):
        raise EncoderError("This encoder needs more than a transformer, mean or cls pooling and normalisation.")
    return {
        "pooling": pooling.pooling_mode,
        "normalize": True,  # similarity is a dot product everywhere here
        "max_tokens": int(model.get_max_seq_length() or 512),
        "dimensions": int(model.get_sentence_embedding_dimension()),
    }


def build(name: str, folder: Path, say: Callable[[str], None]) -> None:
    """Write the encoder `name` to `folder`, whole or not at all. Raises EncoderError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        work, target = Path(scratch), Path(scratch) / "encoder"
        say("reading the weights")
        model = load(name, work)
        settings = describe(model) | {"model": f"{name} {adapter.version()}" if name == PACKAGED else name}
        reference = model.encode(REFERENCE, normalize_embeddings=True)
        say("exporting to ONNX")
        _export(model, work / "plain", target, name == PACKAGED)
        (target / "encoder.json").write_text(json.dumps(settings, indent=1), "utf-8")
        say("comparing with the float32 model")
        compare(reference, target)
        _save_reference(reference, target)
        shutil.rmtree(folder, ignore_errors=True)
        target.rename(folder)


def _export(model: SentenceTransformer, plain: Path, target: Path, fine_tuned: bool) -> None:
    model.save_pretrained(str(plain), create_model_card=False)
    exported = SentenceTransformer(str(plain), backend="onnx", device="cpu", model_kwargs={"export": True})
    # Unsigned weights: correct on every x86-64 with AVX2, also without VNNI, where signed ones saturate.
    quantisation = AutoQuantizationConfig.avx2(is_static=False, nodes_to_exclude=FLOAT32 if fine_tuned else [])
    export_dynamic_quantized_onnx_model(exported, quantisation, str(plain))
    target.mkdir()
    (quantised,) = plain.glob("onnx/model_q*.onnx")
    shutil.move(quantised, target / "model.onnx")
    shutil.move(plain / "tokenizer.json", target / "tokenizer.json")


def compare(reference: np.ndarray, folder: Path) -> None:
    """Raise EncoderError where the int8 encoder in `folder` strays from the float32 `reference`."""
    cosines = (OnnxEncoder(folder).encode(REFERENCE) * reference).sum(axis=1)
    if cosines.min() < LOWEST_COSINE:
        raise EncoderError(f"int8 vectors stray from float32: lowest cosine {cosines.min():.3f}.")


def _save_reference(reference: np.ndarray, folder: Path) -> None:
    rows = [{"text": text, "vector": vector.round(6).tolist()} for text, vector in zip(REFERENCE, reference)]
    (folder / "reference.json").write_text(json.dumps(rows), "utf-8")
