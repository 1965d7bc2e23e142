"""Greedy and beam search by hand, one sentence at a time: no pads, the encoder run once, no cache."""

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer


class Solution:
    """Scores whole prefixes anew at each step: slow, and nothing to get wrong."""

    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        self.device = device
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        self.model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint, dtype=torch.float32).to(device).eval()
        self.start = self.model.generation_config.decoder_start_token_id
        self.end = self.tokenizer.eos_token_id

    @torch.inference_mode()
    def translate(self, sentences: list[str], num_beams: int, max_new_tokens: int) -> list[str]:
        """Translate each sentence by itself."""
        return [self.translate_one(sentence, num_beams, max_new_tokens) for sentence in sentences]

    def translate_one(self, sentence: str, width: int, length: int) -> str:
        if not sentence.strip():
            return ""
        source = self.tokenizer(sentence, truncation=True, return_tensors="pt")["input_ids"].to(self.device)
        states = self.model.get_encoder()(input_ids=source)[0]
        ids = self.greedy(states, length) if width == 1 else self.beams(states, width, length)
        return self.tokenizer.decode(ids, skip_special_tokens=True)

    def log_probs(self, states: torch.Tensor, prefixes: list[list[int]]) -> torch.Tensor:
        """Log-probabilities of the token after each prefix, [prefixes, vocabulary]."""
        ids = torch.tensor([[self.start, *prefix] for prefix in prefixes], device=self.device)
        output = self.model(encoder_outputs=(states.expand(len(prefixes), -1, -1),), decoder_input_ids=ids)
        return output.logits[:, -1].log_softmax(-1)

    def greedy(self, states: torch.Tensor, length: int) -> list[int]:
        prefix: list[int] = []
        while len(prefix) < length and self.end not in prefix:
            prefix.append(int(self.log_probs(states, [prefix])[0].argmax()))
        return prefix

    def beams(self, states: torch.Tensor, width: int, length: int) -> list[int]:
        live: list[tuple[float, list[int]]] = [(0.0, [])]
        finished: list[tuple[float, list[int]]] = []
        for step in range(1, length + 1):
            table = self.log_probs(states, [prefix for _, prefix in live])
            table = table + torch.tensor([[score] for score, _ in live], device=self.device)
            scores, places = table.flatten().topk(2 * width)
            found = [
                (score, [*live[place // table.shape[1]][1], place % table.shape[1]])
                for score, place in zip(scores.tolist(), places.tolist(), strict=True)
            ]
            live = [(score, prefix) for score, prefix in found if prefix[-1] != self.end][:width]
            done = [one for one in found[:width] if one[1][-1] == self.end or step == length]
            finished += [(score / step, prefix) for score, prefix in done]
            finished = sorted(finished, key=lambda one: -one[0])[:width]
            if len(finished) == width and live[0][0] / step <= finished[-1][0]:
                break
        return finished[0][1]
