"""Texts to vectors: built once from the packaged weights, run as int8 ONNX."""
