package main

import (
	"fmt"

	"innlab/app/figure"
	"innlab/app/measure"
)

// figureTruths is how many test pairs stand behind the figure of the calibration.
const figureTruths = 1000

// calibration draws coverage, ranks and TARP of fresh pairs. The parameter whose ranks are shown is the first.
func (j *figureJob) calibration() (figure.Figure, error) {
	if j.given("y") {
		return nil, usagef("calibration is over many y; leave out -y")
	}
	m, err := j.network()
	if err != nil {
		return nil, err
	}
	s := measure.Subject{Estimator: m, Setup: j.plan.setup, YNoise: j.plan.live.YNoise}
	if !measure.Fresh(s.Setup) {
		return nil, fmt.Errorf("%s has no simulator and no held-out rows, so there is nothing to calibrate by", j.plan.scene.Name)
	}
	k, err := j.calibrate(s, figureTruths)
	if err != nil {
		return nil, err
	}
	return &figure.Calibration{Setup: s.Setup, Of: k, Name: j.plan.kind.Title + ", " + j.plan.scene.Title}, nil
}

// calibrate draws test pairs with progress on standard error.
func (j *figureJob) calibrate(s measure.Subject, tests int) (*measure.Calibration, error) {
	const piece = 50
	if s.Setup.Slow != nil {
		tests = slowTruths
	}
	if h := s.Setup.Held; h != nil {
		tests = min(tests, h.N)
	}
	c := measure.NewCalibrator(s, 1, false)
	show := newProgress(j.err, "calibration")
	defer show.done()
	for done := 0; done < tests; done += piece {
		show.part(done, tests, "test pairs")
		if !c.Add(min(piece, tests-done), func() bool { return j.ctx.Err() != nil }) {
			return nil, errInterrupted
		}
	}
	return c.Calibration(), nil
}
