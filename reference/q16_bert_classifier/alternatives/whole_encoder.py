"""`AutoModelForSequenceClassification`, pooled by its first token, all layers fine-tuned; the embeddings stay."""

import torch
from torch.optim.lr_scheduler import LambdaLR
from transformers import AutoModelForSequenceClassification, AutoTokenizer

RATE, BATCH = 3e-4, 16


class Solution:
    def __init__(self, *, seed, device, checkpoint):
        self.seed, self.device, self.checkpoint = seed, device, checkpoint
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)

    def fit(self, texts, labels):
        torch.manual_seed(self.seed)
        count = max(labels) + 1
        self.model = AutoModelForSequenceClassification.from_pretrained(self.checkpoint, num_labels=count)
        self.model.to(self.device).train()
        self.model.base_model.embeddings.requires_grad_(False)
        rest = [p for name, p in self.model.named_parameters() if p.requires_grad and "classifier" not in name]
        optimiser = torch.optim.AdamW(
            [{"params": rest}, {"params": self.model.classifier.parameters(), "lr": 10 * RATE}], lr=RATE
        )
        steps = min(32, 4 * len(texts) // BATCH)
        schedule = LambdaLR(optimiser, lambda step: min((step + 1) / 4, (steps - step) / steps))
        for step in range(steps):
            if step * BATCH % len(texts) < BATCH:
                order = torch.randperm(len(texts))
            chosen = order.roll(-step * BATCH)[:BATCH].tolist()
            encoded = self.encoded([texts[place] for place in chosen])
            loss = self.model(**encoded, labels=torch.tensor([labels[place] for place in chosen]).to(self.device)).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
        self.model.eval()

    @torch.no_grad()
    def predict_proba(self, texts):
        rows = [self.model(**self.encoded(texts[at : at + 8])).logits.softmax(-1) for at in range(0, len(texts), 8)]
        return torch.cat(rows) if rows else torch.zeros(0, self.model.config.num_labels)

    def encoded(self, texts):
        return self.tokenizer(texts, padding=True, truncation=True, max_length=512, return_tensors="pt").to(self.device)
