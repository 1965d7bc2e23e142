"""Weak: the first script one finds, a sentence at a time; beams and length stay at their defaults."""

from transformers import AutoModelForSeq2SeqLM, AutoTokenizer


class Solution:
    def __init__(self, *, seed, device, checkpoint):
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        self.model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint)

    def translate(self, sentences, num_beams, max_new_tokens):
        translations = []
        for sentence in sentences:
            inputs = self.tokenizer(sentence, return_tensors="pt")
            output = self.model.generate(**inputs)
            translations.append(self.tokenizer.decode(output[0], skip_special_tokens=True))
        return translations
