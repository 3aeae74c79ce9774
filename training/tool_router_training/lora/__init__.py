"""LoRA recipes: what they share."""
