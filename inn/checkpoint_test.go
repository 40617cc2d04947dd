package inn

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// load reads a model file of the invertible network, opened is what it holds.
func load(r io.Reader) (*Checkpoint, error) { return Load(r, []Kind{Invertible}) }
func opened(c *Checkpoint) *Model           { return c.Estimator().(*Model) }

// saved is the model file of a short training.
func saved(t testing.TB, p *Problem, c Config, l Live) (*INN, []byte) {
	t.Helper()
	m := train(t, p, c, l, 12)
	k := m.Checkpoint()
	k.Scene, k.Setup = "ring", "only"
	var b bytes.Buffer
	if err := k.Save(&b); err != nil {
		t.Fatal(err)
	}
	return m, b.Bytes()
}

// A model from a file samples the same bits, and a training from a file goes on with the same bits, for either kind
// of mixer and for scaled problems.
func TestSaveLoad(t *testing.T) {
	for _, v := range []struct {
		name   string
		p      *Problem
		change func(*Config)
	}{
		{"permutation", ring(), func(c *Config) { c.Scale = true }},
		{"rotation", ring(), func(c *Config) { c.Mix, c.Average = Orthogonal, 0 }},
		{"logits", sides(), func(c *Config) { c.Fit = Entropy }},
	} {
		t.Run(v.name, func(t *testing.T) {
			c, l := small(v.p)
			v.change(&c)
			m, file := saved(t, v.p, c, l)
			k, err := load(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(k.Config, c) || k.Live != l || k.Scene != "ring" || k.Setup != "only" {
				t.Errorf("came back as %+v, %+v", k.Config, k.Live)
			}
			if !slices.Equal(sampled(opened(k), v.p), sampled(m.Freeze(), v.p)) {
				t.Error("the model of the file samples otherwise")
			}
			r, err := k.resume(v.p)
			if err != nil {
				t.Fatal(err)
			}
			steps(t, m, 9)
			steps(t, r, 9)
			if !slices.Equal(m.params, r.params) || !slices.Equal(m.average, r.average) || !slices.Equal(m.values, r.values) {
				t.Error("the training of the file goes on otherwise")
			}
		})
	}
}

// A bare model samples the same bits in half the bytes or less, and can be trained on.
func TestBareModel(t *testing.T) {
	p := ring()
	c, l := small(p)
	m, file := saved(t, p, c, l)
	k, err := load(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var bare bytes.Buffer
	if err := k.Bare().Save(&bare); err != nil {
		t.Fatal(err)
	}
	if whole := k.State.Params; whole == nil {
		t.Error("making a bare model took the parameters of the whole one")
	}
	if bare.Len() > len(file)/2 {
		t.Errorf("the bare model has %d bytes, the whole one %d", bare.Len(), len(file))
	}
	b, err := load(&bare)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(sampled(opened(b), p), sampled(m.Freeze(), p)) {
		t.Error("the bare model samples otherwise")
	}
	r, err := b.resume(p)
	if err != nil {
		t.Fatal(err)
	}
	steps(t, r, 3)
	if r.Steps() != m.Steps()+3 {
		t.Errorf("a bare model of step %d stands at step %d after 3 more", m.Steps(), r.Steps())
	}
}

// edited is a model file with one thing changed in its parsed form.
func edited(t *testing.T, file []byte, change func(*safetensors)) []byte {
	t.Helper()
	s, err := readSafetensors(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	change(s)
	var b bytes.Buffer
	if err := s.write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDamagedFiles(t *testing.T) {
	p := ring()
	c, l := small(p)
	_, file := saved(t, p, c, l)
	find := func(s *safetensors, name string) *Tensor {
		for i := range s.tensors {
			if s.tensors[i].Name == name {
				return &s.tensors[i]
			}
		}
		t.Fatalf("no tensor %s", name)
		return nil
	}
	meta := func(key, value string) []byte {
		return edited(t, file, func(s *safetensors) { s.meta[key] = value })
	}
	for _, v := range []struct {
		name, want string
		file       []byte
	}{
		{"empty", "not a model file", nil},
		{"text", "not a model file", []byte("x1,x2\n0.5,0.25\n0.125,1\n")},
		{"huge header", "not a model file", binary.LittleEndian.AppendUint64(nil, 1<<60)},
		{"cut in the header", "is cut", file[:100]},
		{"cut in the numbers", "is cut", file[:len(file)-1]},
		{"too long", "goes on", append(bytes.Clone(file), 0)},
		{"another program's", "not written by innlab", meta("format", "pt")},
		{"version", "format version \"2\"", meta("version", "2")},
		{"method", "holds method \"cgan\"", meta("method", "cgan")},
		{"setting", "blocks must be a whole number", meta("set.blocks", "x")},
		{"settings that do not fit", "width must be", meta("set.width", "3")},
		{"step", "step is wrong", meta("step", "-4")},
		{"warmed in the future", "warm is wrong", meta("warm", "13")},
		{"bare, with a lie about its size", "average does not fit", edited(t, file, func(s *safetensors) {
			find(s, "params").Name = "other"
			s.meta["set.blocks"], s.meta["set.hidden"] = "64", "1024,1024"
		})},
		{"more than memory holds", "GB of memory", edited(t, file, func(s *safetensors) {
			s.meta["set.blocks"], s.meta["set.hidden"] = "64", "4096,4096,4096,4096"
		})},
		{"lacks a setting", "does not say clamp", edited(t, file, func(s *safetensors) { delete(s.meta, "set.clamp") })},
		{"another network", "average does not fit", meta("set.blocks", "3")},
		{"NaN", "params has a number that is not finite", edited(t, file, func(s *safetensors) {
			find(s, "params").Data.([]float32)[7] = float32(math.NaN())
		})},
		{"infinity", "adam.m has a number that is not finite", edited(t, file, func(s *safetensors) {
			find(s, "adam.m").Data.([]float32)[7] = float32(math.Inf(1))
		})},
		{"negative square", "adam.v has a negative", edited(t, file, func(s *safetensors) {
			find(s, "adam.v").Data.([]float32)[7] = -1
		})},
		{"spread", "not above 0", edited(t, file, func(s *safetensors) {
			find(s, "scale.x").Data.([]float64)[4] = 0
		})},
		{"permutation", "not a permutation", edited(t, file, func(s *safetensors) {
			find(s, "mix").Data.([]int32)[0] = 99
		})},
		{"missing tensor", "has no average", edited(t, file, func(s *safetensors) { find(s, "average").Name = "other" })},
		{"wrong kind", "average does not fit", edited(t, file, func(s *safetensors) {
			a := find(s, "average")
			a.Data, a.Shape = []int32{1, 2}, []int{2}
		})},
	} {
		_, err := load(bytes.NewReader(v.file))
		if err == nil || !strings.Contains(err.Error(), v.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one line with %q", v.name, err, v.want)
		}
	}
	if _, err := load(bytes.NewReader(file)); err != nil {
		t.Errorf("the file itself: %v", err)
	}
}

func TestResumeOfAnotherProblem(t *testing.T) {
	p := ring()
	c, l := small(p)
	if _, err := train(t, p, c, l, 1).Checkpoint().Resume(sides()); err == nil {
		t.Error("a model was accepted for a problem of other dimensions")
	}
}

// FuzzLoad: whatever the bytes, reading a model file ends with a model that samples or with one plain line.
func FuzzLoad(f *testing.F) {
	p := ring()
	c, l := small(p)
	c.Blocks, c.Hidden = 1, []int{2}
	for _, mix := range []string{Permute, Orthogonal} {
		c.Mix = mix
		m, file := saved(f, p, c, l)
		f.Add(file)
		var bare bytes.Buffer
		if err := m.Checkpoint().Bare().Save(&bare); err != nil {
			f.Fatal(err)
		}
		f.Add(bare.Bytes())
		f.Add(file[:len(file)/2])
	}
	f.Add([]byte("\x02\x00\x00\x00\x00\x00\x00\x00{}"))
	f.Add([]byte("\x48\x00\x00\x00\x00\x00\x00\x00" +
		`{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]}}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		k, err := load(bytes.NewReader(file))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %q", err)
			}
			return
		}
		x := make([]float64, 5*k.DimX())
		opened(k).Inverse(make([]float64, k.DimY()), make([]float64, 5*k.Config.DimZ), x)
		if err := k.Save(new(bytes.Buffer)); err != nil {
			t.Error(err)
		}
	})
}
