package inn

import "math"

// rewarmRate and rewarmShare shape what follows a change of the losses on a late schedule: the rate jumps to this
// share of its peak and decays over this share of the schedule's length.
const (
	rewarmRate  = 0.5
	rewarmShare = 0.5
)

// never is the re-warming step of a run without one.
const never = -1

// rate is the learning rate of a step as a share of its peak: a linear warm-up, then a cosine (Loshchilov & Hutter
// 2017, eq. 5) from 1 to the floor at the end of the schedule, where it stays. After a change of the losses in step
// warm, the rate is at least that of a second, lower cosine that begins there.
func (c *Config) rate(step, warm int) float64 {
	if step < c.Warmup {
		return float64(step+1) / float64(c.Warmup)
	}
	if !c.Cosine {
		return 1
	}
	r := cosine(1, c.FloorRate, float64(step-c.Warmup), float64(c.Steps-c.Warmup))
	if warm != never {
		r = max(r, cosine(max(rewarmRate, c.FloorRate), c.FloorRate, float64(step-warm), rewarmShare*float64(c.Steps)))
	}
	return r
}

// cosine goes from one value to another within length and stays there.
func cosine(from, to, at, length float64) float64 {
	if at >= length {
		return to
	}
	return to + (from-to)*(1+math.Cos(math.Pi*at/length))/2
}

// ramp is the share of L_x's weight in force. With the full weight from the start, a network can get stuck.
func (c *Config) ramp(step int) float64 {
	if !c.Ramp {
		return 1
	}
	return min(1, 2*math.Pow(0.002, 1-float64(step)/float64(c.Steps)))
}

// averaging is the factor of the moving average after a number of steps: short at first, so that the start is
// forgotten.
func (c *Config) averaging(steps int) float64 {
	t := float64(steps)
	return min(c.Average, (1+t)/(10+t))
}
