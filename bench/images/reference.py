"""Trains an image GAN with PyTorch and prints, as JSON, how many real images the critic saw in how many seconds: the other side of speed.py.

    /usr/bin/python3 bench/images/reference.py wgan-gp --threads 1 --seconds 20

The networks, losses, optimisers and steps are those of 'seqgan train dcgan' and 'wgan-gp' at the same settings: fresh latent
vectors for every step of either player, no gradients of the critic's weights in the generator's step. The images are in
memory, bytes, as they are there. --shared leaves out the second pass of the generator, as PyTorch's own example does: the
generator learns from the fakes of the critic's step.
"""
import argparse
import json
import time

import torch
import torch.nn.functional as F
from torch import nn

IMAGES, WARM_UP = 12_000, 4  # seconds


class View(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, values):
        return values.view(-1, *self.shape)


def dcgan(width, latent, size, channels):
    """Three levels for images of 32 x 32: the linear map to 4 x 4, then what doubles or halves it; normal initial weights."""
    levels, side = 0, size
    while side % 2 == 0 and side // 2 >= 4:
        levels, side = levels + 1, side // 2
    of = [channels] + [width << level for level in range(levels)]
    up = [nn.Linear(latent, of[-1] * side * side), View(of[-1], side, side), nn.BatchNorm2d(of[-1]), nn.ReLU(inplace=True)]
    for level in range(levels, 1, -1):
        up += [nn.ConvTranspose2d(of[level], of[level - 1], 4, 2, 1, bias=False), nn.BatchNorm2d(of[level - 1]), nn.ReLU(inplace=True)]
    generator = nn.Sequential(*up, nn.ConvTranspose2d(of[1], channels, 4, 2, 1), nn.Tanh())
    down = [nn.Conv2d(channels, of[1], 4, 2, 1), nn.LeakyReLU(0.2, inplace=True)]
    for level in range(2, levels + 1):
        down += [nn.Conv2d(of[level - 1], of[level], 4, 2, 1, bias=False), nn.BatchNorm2d(of[level]), nn.LeakyReLU(0.2, inplace=True)]
    critic = nn.Sequential(*down, nn.Flatten(), nn.Linear(of[-1] * side * side, 1))
    for module in [*generator.modules(), *critic.modules()]:
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(module.weight, 0, 0.02)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1, 0.02)
    return generator, critic


def mlp(width, latent, size, channels):
    pixels = channels * size * size
    generator = nn.Sequential(
        nn.Linear(latent, width), nn.LeakyReLU(0.2, inplace=True), nn.Linear(width, 2 * width), nn.LeakyReLU(0.2, inplace=True),
        nn.Linear(2 * width, pixels), nn.Tanh(), View(channels, size, size))
    critic = nn.Sequential(
        nn.Flatten(), nn.Linear(pixels, 2 * width), nn.LeakyReLU(0.2, inplace=True), nn.Linear(2 * width, width), nn.LeakyReLU(0.2, inplace=True),
        nn.Linear(width, 1))
    return generator, critic


def slope(critic, real, fake):
    alpha = torch.rand(len(real), 1, 1, 1)
    between = (alpha * real + (1 - alpha) * fake).requires_grad_()
    verdicts = critic(between)
    gradient, = torch.autograd.grad(verdicts, between, torch.ones_like(verdicts), create_graph=True)
    return ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()


parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("gan", choices=["dcgan", "wgan-gp"])
parser.add_argument("--width", type=int, required=True)
parser.add_argument("--size", type=int, required=True)
parser.add_argument("--latent", type=int, default=100)
parser.add_argument("--batch", type=int, default=64)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--seconds", type=float, default=20)
parser.add_argument("--shared", action="store_true")
parser.add_argument("--bfloat16", action="store_true", help="autocast both networks' passes")
arguments = parser.parse_args()
torch.set_num_threads(arguments.threads)
torch.manual_seed(1)

penalised = arguments.gan == "wgan-gp"
generator, critic = (mlp if penalised else dcgan)(arguments.width, arguments.latent, arguments.size, 1)
rate, betas, critic_steps = (1e-4, (0, 0.9), 5) if penalised else (2e-4, (0.5, 0.999), 1)
deceive = torch.optim.Adam(generator.parameters(), rate, betas)
criticise = torch.optim.Adam(critic.parameters(), rate, betas)
data = torch.randint(256, (IMAGES, 1, arguments.size, arguments.size), dtype=torch.uint8)


def fakes():
    return generator(torch.randn(arguments.batch, arguments.latent))


def step(rows):
    real = data[rows].float().div_(127.5).sub_(1)
    if arguments.shared:
        fake = fakes()
    else:
        with torch.no_grad():
            fake = fakes()
    criticise.zero_grad(set_to_none=True)
    verdicts, others = critic(real), critic(fake.detach())
    loss = others.mean() - verdicts.mean() + 10 * slope(critic, real, fake.detach()) if penalised else F.softplus(-verdicts).mean() + F.softplus(others).mean()
    loss.backward()
    criticise.step()
    return loss.item(), fake


def answer(fake):
    deceive.zero_grad(set_to_none=True)
    critic.requires_grad_(False)
    verdicts = critic(fake if arguments.shared else fakes())
    loss = -verdicts.mean() if penalised else F.softplus(-verdicts).mean()
    loss.backward()
    critic.requires_grad_(True)
    deceive.step()
    return loss.item()


def play(seconds):
    """Epoch after epoch until the time is up; images, seconds, seconds of the processors."""
    began, used, batches = time.perf_counter(), time.process_time(), 0
    while True:
        for rows in torch.randperm(IMAGES)[:IMAGES // arguments.batch * arguments.batch].split(arguments.batch):
            with torch.autocast("cpu", torch.bfloat16, enabled=arguments.bfloat16, cache_enabled=False):
                _, fake = step(rows)
                batches += 1
                if batches % critic_steps:
                    continue
                answer(fake)
            if (passed := time.perf_counter() - began) > seconds:
                return batches * arguments.batch, passed, time.process_time() - used


play(WARM_UP)
images, seconds, processor = play(arguments.seconds)
print(json.dumps({"images": images, "seconds": seconds, "processor": processor, "torch": torch.__version__, "threads": torch.get_num_threads()}))
